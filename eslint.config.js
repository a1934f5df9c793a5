import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Rules that keep the boundaries of CONTRIBUTING.md: the pure core, one adapter per outside thing, one composition root. */
const noVscode = {
  name: 'vscode',
  message: 'Only extension.ts, features, ui and the sign-in adapter may know VS Code.',
};
const toAdapters = { group: ['**/adapters/**'], message: 'Depend on a port in core; extension.ts wires the adapter.' };
const toOuter = { group: ['**/features/**', '**/ui/*', '**/extension.ts'], message: 'Arrows point towards core.' };
const nodeInCore = {
  group: ['node:*', 'fs', 'net', 'http', 'https', 'child_process', '@azure/*', '@kubernetes/*'],
  message: 'core is pure: no file system, network, process or clock.',
};

export default defineConfig(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // One dialect: braces everywhere, one import per module, `type` beside the name where values come along.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      'no-duplicate-imports': 'error',
      curly: 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [noVscode], patterns: [toAdapters, toOuter, nodeInCore] }],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'Buffer'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Pass the time in.',
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pass the time in.' },
      ],
    },
  },
  {
    files: ['src/adapters/**/*.ts'],
    ignores: ['src/adapters/vscode/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode], patterns: [toOuter] }] },
  },
  {
    files: ['src/adapters/vscode/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [toOuter] }] },
  },
  {
    files: ['src/features/**/*.ts', 'src/ui/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [toAdapters, { group: ['**/extension.ts'], message: 'Arrows point towards core.' }] },
      ],
    },
  },
  {
    files: ['src/cli.ts', 'src/plugin.ts', 'src/plugin/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode] }] },
  },
  {
    files: ['src/cli/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode], patterns: [toAdapters, toOuter] }] },
  },
  {
    // node:test's describe/it return promises that the runner itself awaits.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
    },
  },
  { files: ['scripts/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js', '**/*.cjs'], extends: [tseslint.configs.disableTypeChecked] },
);
