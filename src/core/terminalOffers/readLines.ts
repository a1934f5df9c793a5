/** It starts with one of these programs, behind variables at most; no other one is looked at, let alone read. */
const ours =
  /^[ \t]*(?:\w+=\S*[ \t]+)*["']?(?:[^\s|;&"']*[\\/])?(?:(?:kubectl|helm|kubelogin)(?:\.exe)?["']?|az(?:\.exe|\.cmd)?["']?[ \t]+aks)(?:\s|$)/;
/** Another program's output is in it, a pod's, or what it says of an address of the net. */
const others =
  /[|;\n`]|\$\(|&(?!\d)|:\/\/|\s(?:attach|command|cp|debug|diff|exec|logs?|port-forward|proxy|run)(?:\s|$)/;
/** A line that is longer is not looked at. */
const longest = 4_000;
const sets = /(?<!\$|\$\{)KUBECONFIG/;

/** Whether a terminal's line runs a program of which a failure can be explained. */
export function isOurs(line: string): boolean {
  return line.length < longest && ours.test(line);
}

/** Whether what it prints is its own, so that it may be read. Nothing else in a terminal is. */
export function mayRead(line: string): boolean {
  return isOurs(line) && !others.test(line);
}

/** Whether nobody knows which kubeconfig the commands behind it use: those in front of which it stands know themselves. */
export function setsKubeconfig(line: string): boolean {
  return sets.test(line) && !(isOurs(line) && !/[;|&\n]/.test(line));
}
