import { withSignsOfLife } from '../../test/vscode/signsOfLife.ts';
import type { DemoTools } from './demoStep.ts';
import type { Story } from './story.ts';

/** Runs each step of a story and prints what was seen. @returns false where one failed: the later ones build on it and are left out */
export async function runSteps({ steps, pictures }: Story, tools: DemoTools): Promise<boolean> {
  for (const [index, step] of steps.entries()) {
    console.log(`\n${index + 1}. ${step.title}`);
    const startedMs = performance.now();
    try {
      await withSignsOfLife(printInside, (say) => step.run(tools, say));
      await tools.workbench.screenshot(`${pictures}-${index + 1}`);
      console.log(`   ✔ ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
    } catch (error) {
      await tools.workbench.screenshot(`${pictures}-${index + 1}-failed`).catch(() => undefined);
      console.error(`   ✖ ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  return true;
}

function printInside(text: string): void {
  console.log(text.replaceAll(/^/gm, '   │ '));
}
