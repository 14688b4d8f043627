import { transformFileSync } from '@swc/core';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/**
 * A project folder in which this library and its peers are installed, so that programs which load it by name or path
 * can be run for real.
 */
export function projectWithPackage(files: Readonly<Record<string, string>>): string {
  const project = mkdtempSync(join(tmpdir(), 'blueprints-project-'));
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const installed = join(modules, 'cdk8s-blueprints');
  mkdirSync(installed);
  for (const name of ['package.json', 'schemas']) symlinkSync(join(root, name), join(installed, name));
  for (const folder of ['lib', 'imports']) compile(folder, join(installed, 'build'));
  // The library finds its own dependencies where npm would have put them: beside it.
  for (const [file, content] of Object.entries(files)) writeFileSync(join(project, file), content);
  return project;
}

function compile(folder: string, outdir: string): void {
  for (const name of readdirSync(join(root, folder), { encoding: 'utf8', recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const { code } = transformFileSync(join(root, folder, name), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs', ignoreDynamic: true },
    });
    const file = join(outdir, folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
}
