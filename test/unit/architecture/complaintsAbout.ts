import { ESLint } from 'eslint';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..', '..', '..');

/** The project's own configuration, without what needs types. */
export const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } }],
  ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
});

/** What lint says about a file of that name. */
export async function complaintsAbout(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, filePath) });
  return (result?.messages ?? []).map(({ message }) => message);
}
