import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { KnownProblem } from './problem.ts';
import { askWhy, getCredentialsAgain, reach, refreshToken } from './problemRemedies.ts';

/** What keeps a program from the API server, or the API server from knowing who asks. */
export const serverProblems: readonly KnownProblem[] = [
  {
    code: 'unauthorized',
    pattern:
      /You must be logged in to the server|the server has asked for the client to provide credentials|error: Unauthorized|"reason": ?"Unauthorized"/,
    explain: (_match, facts) => ({
      title: l10n`The cluster does not accept the credential`,
      cause: l10n`The token is expired, of another tenant or for another application, or the certificate is an old one; a cluster that was recreated, or came to Entra, refuses what was fetched before.`,
      fix:
        facts.hasOwnPlugin === true
          ? l10n`Refresh the token; if that does not help, get the credentials again.`
          : facts.hasKubelogin === true
            ? l10n`Have kubelogin forget its tokens, and sign in again; if that does not help, get the credentials again.`
            : l10n`Get the credentials again, and check that the tenant is the cluster’s.`,
      remedies:
        facts.hasOwnPlugin === true
          ? [...refreshToken(facts), getCredentialsAgain(facts), askWhy(facts)]
          : [getCredentialsAgain(facts), ...refreshToken(facts), askWhy(facts)],
    }),
  },
  {
    code: 'unknownAuthority',
    pattern: /x509: certificate signed by unknown authority|x509: “[^”\n]{0,200}” certificate is not trusted/,
    explain: (_match, facts) => ({
      title: l10n`The server’s certificate is not of the cluster’s authority`,
      cause: l10n`The cluster was recreated, its authority was rotated, or a proxy on the way opens the connection and shows a certificate of its own.`,
      fix: l10n`Get the credentials again; if a proxy is in between, exclude the cluster from it. Never skip the verification: the server that answers there would get your token.`,
      remedies: [getCredentialsAgain(facts), askWhy(facts)],
    }),
  },
  {
    code: 'certificateExpired',
    pattern: /x509: certificate has expired or is not yet valid/,
    explain: (_match, facts) => ({
      title: l10n`A certificate is not valid at this time`,
      cause: l10n`The server’s certificate has run out, or the clock of this machine is wrong.`,
      fix: l10n`Check the clock, then the certificate of the cluster, which its owner may have to rotate.`,
      remedies: [askWhy(facts)],
    }),
  },
  {
    code: 'wrongServerName',
    pattern:
      /x509: certificate is valid for ([^\n]{1,300}), not ([^\s"\\]{1,300})|x509: cannot validate certificate for/,
    explain: ([, , name], facts) => ({
      title: l10n`Another server answered`,
      cause:
        name === undefined
          ? l10n`The certificate does not hold the name that the kubeconfig leads to: a tunnel without tls-server-name, a proxy, or another server.`
          : l10n`The certificate does not hold the name ${printable(name)}: a tunnel with another tls-server-name, a proxy, or another server.`,
      fix: l10n`Get the credentials again, or set tls-server-name to the host of the API server where a tunnel leads there. Never skip the verification.`,
      remedies: [getCredentialsAgain(facts), askWhy(facts)],
    }),
  },
  {
    code: 'proxyFailed',
    pattern:
      /(?:proxyconnect|socks connect) tcp|Unable to connect to the server: (?:Bad Gateway|Forbidden|Proxy Authentication Required|Gateway Time-?out|Service Unavailable)|(?:": |err=")(?:Bad Gateway|Proxy Authentication Required|Gateway Time-?out)\s*(?:"|$)/m,
    explain: (_match, facts) => ({
      title: l10n`The proxy did not get to the cluster`,
      cause: l10n`The connection goes through a proxy, of HTTPS_PROXY or the kubeconfig’s proxy-url, which is not there, refuses it, or does not reach the cluster.`,
      fix: l10n`Check that proxy; a private cluster is reached from its network only and belongs in NO_PROXY.`,
      remedies: reach(facts),
    }),
  },
  {
    code: 'noContext',
    // What a program takes that finds no cluster.
    pattern: /(?:server |http:\/\/)localhost:8080|invalid configuration: no configuration has been provided/,
    explain: () => ({
      title: l10n`No cluster is chosen`,
      cause: l10n`kubectl has no current context, or the context’s cluster is not in the kubeconfig, and so it asked localhost:8080.`,
      fix: l10n`Choose a context, or get the credentials of a cluster.`,
      remedies: [
        { kind: 'switchContext', title: l10n`Switch Context…` },
        { kind: 'getCredentials', title: l10n`Get AKS Credentials` },
      ],
    }),
  },
  {
    code: 'hostUnknown',
    pattern:
      /dial tcp: lookup ([^\s"\\:]{1,255})[^\n]{0,200}(?:no such host|server misbehaving|i\/o timeout|Temporary failure in name resolution)/,
    explain: ([, host = ''], facts) => ({
      title: l10n`The cluster’s name is not known here`,
      cause: l10n`${printable(host)} is not found: the cluster is private and its name is known in its network only, or it is stopped, or deleted.`,
      fix: l10n`Connect to its network, start it, or use its public name, Bastion or the run command.`,
      remedies: reach(facts),
    }),
  },
  {
    code: 'connectionRefused',
    pattern:
      /The connection to the server ([^\s]{1,300}) was refused|dial tcp ([^\s"]{1,300}): connect: connection refused|actively refused it/,
    explain: ([, server, address], facts) => ({
      title: l10n`Nothing listens where the context leads`,
      cause: l10n`${printable(server ?? address ?? '')} refuses the connection: a tunnel that is closed, a proxy, or a wrong address.`,
      fix: l10n`Open the tunnel again, or get the credentials again.`,
      remedies: [...reach(facts), getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'timeout',
    pattern:
      /dial tcp [^\s"]{1,100}: (?:i\/o timeout|connect: (?:connection timed out|no route to host|network is unreachable))|net\/http: (?:TLS handshake timeout|request canceled)|Unable to connect to the server: (?:context deadline exceeded|dial tcp|net\/http)|Client\.Timeout exceeded/,
    explain: (_match, facts) => ({
      title: l10n`The cluster does not answer from here`,
      cause: l10n`Nothing answers: the address of this machine is not in the cluster’s authorised IP ranges, a firewall is on the way, or the cluster is private or stopped.`,
      fix: l10n`Ask for this machine’s address to be allowed, connect to the cluster’s network, or use Bastion or the run command.`,
      remedies: reach(facts),
    }),
  },
  {
    code: 'contextMissing',
    pattern:
      /context was not found for specified context: ([^\n]{0,300})|error: (?:no )?context (?:exists with the name|\\?"[^"\n]{0,300}\\?" does not exist)|current-context is not set/,
    explain: () => ({
      title: l10n`The context is not in the kubeconfig`,
      cause: l10n`The context that was named, or the current one, is in none of the files that kubectl reads.`,
      fix: l10n`Choose one that there is, or get the credentials of the cluster.`,
      remedies: [
        { kind: 'switchContext', title: l10n`Switch Context…` },
        { kind: 'getCredentials', title: l10n`Get AKS Credentials` },
      ],
    }),
  },
  {
    code: 'userMissing',
    pattern: /Please enter Username:/,
    explain: (_match, facts) => ({
      title: l10n`The context has no credential`,
      cause: l10n`The context’s user is not in the kubeconfig or is empty, so kubectl asks for a name and a password. AKS accepts neither.`,
      fix: l10n`Get the credentials again.`,
      remedies: [getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'kubeconfigUnreadable',
    pattern:
      /error loading config file \\?"([^"\n]{1,500})\\?"|unable to read (?:certificate-authority|client-cert|client-key) |authProvider cannot be provided in combination/,
    explain: ([, file]) => ({
      title: l10n`kubectl cannot read the kubeconfig`,
      cause:
        file === undefined
          ? l10n`Something that the kubeconfig names cannot be read, or one user has two ways to sign in.`
          : l10n`There is an error in ${printable(file)}, so kubectl cannot read any of it.`,
      fix: l10n`Open the file: AKS Entra marks what is wrong and has a fix for most of it. Or restore a backup.`,
      remedies: [
        { kind: 'checkSetup', title: l10n`Check My AKS Setup` },
        { kind: 'restoreBackup', title: l10n`Restore a Backup…` },
      ],
    }),
  },
];
