import { fileURLToPath } from 'node:url';

/**
 * yaml's build for Node is CommonJS: esbuild cannot leave out any of it, and all of it runs when it loads. Its other build
 * is the same code as ES modules, but for the bytes behind `!!binary`, which are no Buffer there.
 */
export const shakenYaml = { yaml: fileURLToPath(new URL('../browser/dist/index.js', import.meta.resolve('yaml'))) };
