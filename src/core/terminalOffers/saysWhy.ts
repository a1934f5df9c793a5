/**
 * Whether what a command printed tells why it failed: then that is surer than a look at the context. Neither a shell's
 * marks around a command do, nor the echo of what somebody types while it runs. Nor does our plugin where it leads to a
 * question that VS Code asks itself: the look knows whether that was just now, and one question is enough.
 */
export function saysWhy(output: string): boolean {
  return (
    /error|unable|fail|refused|denied|forbidden|unauthorized|invalid|not found|no such|timeout/i.test(output) &&
    !output.includes('Click “Sign In” in VS Code')
  );
}
