import type { ProblemFacts } from './problem.ts';

/**
 * Errors that sound as if the way to the API server were broken, and are of another server: what the API server itself
 * calls (webhooks, extension servers, kubelets), what ran into a pod, files and charts of the net, Entra, and Azure.
 */
const ofAnother =
  /call(?:ing)? webhook|conversion webhook for|error dialing backend|:10250\b|error trying to reach service|error forwarding port|unable to read URL|chart repository|failed to do request|failed to (?:fetch|download)|accumulating resources|(?:\/\/|lookup )login\.|microsoftonline\.|\/\/management\.|lookup management\.|\.azurecr\./;
/** A proxy has another name than the server, and what is said of it is about the way all the same. */
const ofProxy = /(?:proxyconnect|socks connect) tcp/;
const named =
  /(?:(?:Get|Head|Post|Put|Patch|Delete) \\?"https?:\/\/|\blookup |connection to the server )([^\s"\\/]{1,300})/g;
/** What a program asks that finds no cluster. */
const nobodys = 'localhost:8080';

/** The lines that may tell of the way to the API server. Where its name is known, those that name others are none. */
export function linesOfServer(text: string, facts: ProblemFacts): string {
  const own = [facts.serverHost, facts.seen?.cluster.apiServerHost, facts.seen?.cluster.privateApiServerHost].flatMap(
    (host) => (host === undefined ? [] : [hostIn(host)]),
  );
  const isOurs = (address: string): boolean => address === nobodys || own.includes(hostIn(address));
  return text
    .split('\n')
    .filter((line) => {
      const addresses = [...line.matchAll(named)].map(([, address = '']) => address);
      return (
        !ofAnother.test(line) &&
        (own.length === 0 || addresses.length === 0 || ofProxy.test(line) || addresses.some(isOurs))
      );
    })
    .join('\n');
}

/** Without its port, its case, and the dot that a full name may end with. */
function hostIn(address: string): string {
  return address
    .toLowerCase()
    .replace(/:\d{0,5}$|:$/, '')
    .replace(/\.$/, '');
}
