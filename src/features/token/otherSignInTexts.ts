import { formatTimeLeft } from '../../core/entra/tokenStatus.ts';
import { l10n } from '../../core/l10n.ts';
import type { CertificateProblem, CertificateReading } from '../../core/login/certificateValidity.ts';
import { shortName } from '../../core/shortName.ts';
import { printable } from '../../core/printable.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import type { OtherSignIn } from './shownSignIn.ts';

interface OtherSignInTexts {
  /** In the status bar: `kubelogin`, `certificate, 312 days`. */
  readonly brief: string;
  /** The same in a sentence, for hover and screen reader. */
  readonly sentence: string;
  readonly needsAttention: boolean;
}

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** Who or what signs kubectl in where VS Code has no part in it. Only a certificate's time is known, and said. */
export function otherSignInTexts(signIn: OtherSignIn, validity: CertificateReading, nowMs: number): OtherSignInTexts {
  if (signIn.kind === 'certificate') {
    return certificateTexts(validity, nowMs);
  }
  return { brief: brief(signIn), sentence: sentence(signIn), needsAttention: signIn.kind === 'none' };
}

/** When the text of a certificate changes next, in milliseconds from now. */
export function msUntilOtherText(validity: CertificateReading, nowMs: number): number | undefined {
  if (validity === undefined || 'problem' in validity || validity.untilMs <= nowMs) {
    return undefined;
  }
  const { untilMs, fromMs } = validity;
  const next = nowMs < fromMs ? fromMs - nowMs : untilMs - nowMs;
  return Math.min((next % (next < dayMs ? 60_000 : dayMs)) + 1, hourMs);
}

type Uncertified = Exclude<OtherSignIn, { kind: 'certificate' }>;

function brief(signIn: Uncertified): string {
  switch (signIn.kind) {
    case 'kubelogin':
      return 'kubelogin';
    case 'azureAuthProvider':
      return l10n`azure auth-provider`;
    case 'token':
      return l10n`static token`;
    case 'password':
      return l10n`password`;
    case 'oidcKubelogin':
      return l10n`OIDC kubelogin`;
    case 'command':
      return signIn.program === '' ? l10n`another command` : shortName(signIn.program);
    case 'authProvider':
      return l10n`${shortName(signIn.name)} auth-provider`;
    case 'none':
      return l10n`no sign-in`;
  }
}

function sentence(signIn: Uncertified): string {
  switch (signIn.kind) {
    case 'kubelogin':
      return signIn.login === undefined
        ? l10n`kubelogin manages the token.`
        : l10n`kubelogin manages the token, in the mode ${printable(signIn.login)}.`;
    case 'azureAuthProvider':
      return l10n`kubectl’s own azure auth-provider manages the token, which kubectl has up to 1.25 only.`;
    case 'token':
      return l10n`A token in the kubeconfig, or in a file that it names.`;
    case 'password':
      return l10n`A user name and a password in the kubeconfig.`;
    case 'oidcKubelogin':
      return l10n`kubelogin for OpenID Connect (int128) manages the token.`;
    case 'command':
      return l10n`The command ${printable(signIn.program)} manages the sign-in.`;
    case 'authProvider':
      return l10n`The auth-provider ${printable(signIn.name)} manages the sign-in.`;
    case 'none':
      return l10n`The kubeconfig has no user with a sign-in for it.`;
  }
}

function certificateTexts(validity: CertificateReading, nowMs: number): OtherSignInTexts {
  if (validity === undefined) {
    const unknown = l10n`A static certificate; AKS Entra cannot tell how long it is valid.`;
    return { brief: l10n`certificate`, sentence: unknown, needsAttention: false };
  }
  if ('problem' in validity) {
    return problemTexts(validity);
  }
  const { fromMs, untilMs } = validity;
  const [from, until] = [fromMs, untilMs].map((ms) => new Date(ms).toLocaleString());
  if (untilMs <= nowMs) {
    const sentence = l10n`A static certificate, which was valid until ${until ?? ''}. Get the credential again.`;
    return { brief: l10n`certificate expired`, sentence, needsAttention: true };
  }
  if (nowMs < fromMs) {
    const sentence = l10n`A static certificate, which is valid from ${from ?? ''} only.`;
    return { brief: l10n`certificate not valid yet`, sentence, needsAttention: true };
  }
  const left = timeLeft(untilMs - nowMs);
  const sentence = l10n`A static certificate, valid until ${until ?? ''}: ${left} left.`;
  return { brief: l10n`certificate, ${left}`, sentence, needsAttention: false };
}

function problemTexts({ problem, file }: CertificateProblem): OtherSignInTexts {
  const path = printable(withTilde(file));
  switch (problem) {
    case 'missing': {
      const sentence = l10n`The certificate is to be in ${path}, which does not exist. Put it there, or get the credential again.`;
      return { brief: l10n`certificate missing`, sentence, needsAttention: true };
    }
    case 'unreadable': {
      const sentence = l10n`The certificate is in ${path}, which cannot be read. Check its permissions.`;
      return { brief: l10n`certificate unreadable`, sentence, needsAttention: true };
    }
    case 'noCertificate': {
      const sentence = l10n`${path} holds no certificate, as kubectl wants it (PEM). Get the credential again.`;
      return { brief: l10n`no certificate`, sentence, needsAttention: true };
    }
    case 'notLookedAt': {
      const sentence = l10n`A static certificate in ${path}, which is no file of its usual kind or size; until when it is valid cannot be told here.`;
      return { brief: l10n`certificate`, sentence, needsAttention: false };
    }
  }
}

function timeLeft(leftMs: number): string {
  const days = Math.floor(leftMs / dayMs);
  if (days === 0) {
    return formatTimeLeft(Math.floor(leftMs / 60_000));
  }
  return days === 1 ? l10n`1 day` : l10n`${days} days`;
}
