import { explainSignInError } from '../entra/explainSignInError.ts';
import { l10n } from '../l10n.ts';
import type { Explanation, KnownProblem, ProblemCode, ProblemFacts } from './problem.ts';
import { askWhy, convert, signInAgain, useVscodeSignIn } from './problemRemedies.ts';
import type { CopyLine, Remedy } from './remedy.ts';

type Remedies = readonly (Remedy | CopyLine)[];

interface Family {
  readonly code: ProblemCode;
  /** Of AADSTS. */
  readonly numbers: readonly string[];
  readonly title: string;
  readonly fix: string;
  readonly remedies: (facts: ProblemFacts) => Remedies;
}

const azLogin: CopyLine = { kind: 'copyLine', title: l10n`Copy “az login”`, line: 'az login' };

/** By what helps; what each number means is told by `explainSignInError`. */
const families: readonly Family[] = [
  {
    code: 'deviceCodeBlocked',
    numbers: ['530036'],
    title: l10n`Device codes are blocked here`,
    fix: l10n`Use VS Code’s sign-in, or one in the browser.`,
    remedies: (facts) => [...useVscodeSignIn(facts), convert(facts)],
  },
  {
    code: 'tokenProtection',
    numbers: ['530084'],
    title: l10n`A protected token is required here`,
    fix: l10n`Use VS Code’s sign-in on a device where it goes through the operating system.`,
    remedies: (facts) => [...useVscodeSignIn(facts), askWhy(facts)],
  },
  {
    code: 'deviceCodeExpired',
    numbers: ['70016', '70018', '70019', '70020'],
    title: l10n`The device code was not used in time`,
    fix: l10n`Run the command again and enter the new code at once, or use a sign-in without codes.`,
    remedies: (facts) => [...useVscodeSignIn(facts), convert(facts)],
  },
  {
    code: 'signInNeeded',
    numbers: [
      '50076',
      '50079',
      '50072',
      '50074',
      '50078',
      '70043',
      '70044',
      '50173',
      '700082',
      '700084',
      '70008',
      '50058',
      '65004',
      '50132',
      '50133',
      '50158',
    ],
    title: l10n`A new sign-in is needed`,
    fix: l10n`Sign in again with the program that got the token: in VS Code, with “az login”, or in the browser that kubelogin opens.`,
    remedies: (facts) => [...signInAgain(facts), ...(facts.hasOwnPlugin === true ? [] : [azLogin])],
  },
  {
    code: 'accountNotInTenant',
    numbers: ['50020', '50034', '90072', '500200', '500201', '500202', '500203', '500207', '500208'],
    title: l10n`The account has no access in the tenant of the cluster`,
    fix: l10n`Sign in with an account of the cluster’s tenant, or be invited there.`,
    remedies: (facts) => [...signInAgain(facts), askWhy(facts)],
  },
  {
    code: 'signInBlocked',
    numbers: [
      '53003',
      '53000',
      '53001',
      '50097',
      '530035',
      '530003',
      '53002',
      '53004',
      '53009',
      '53011',
      '530032',
      '50005',
      '50131',
    ],
    title: l10n`A policy of the organisation blocks the sign-in`,
    fix: l10n`Another way to sign in may satisfy it: VS Code’s sign-in through the operating system does on managed devices.`,
    remedies: (facts) => [...signInAgain(facts), askWhy(facts)],
  },
  {
    code: 'accountBlocked',
    numbers: ['50053', '50057', '500571'],
    title: l10n`The account is locked or disabled`,
    fix: l10n`Ask an administrator, or use another account.`,
    remedies: (facts) => signInAgain(facts),
  },
  {
    code: 'accountNotAssigned',
    numbers: ['50105'],
    title: l10n`The account is not assigned to the application`,
    fix: l10n`Ask for it to be assigned to the application, or use another account.`,
    remedies: (facts) => [...signInAgain(facts), askWhy(facts)],
  },
  {
    code: 'consentMissing',
    numbers: ['65001', '90094', '65002', '500011', '700016', '7000229'],
    title: l10n`The application may not be used in that tenant`,
    fix: l10n`Ask an administrator of the tenant, with the number above; and check that the tenant is the cluster’s.`,
    remedies: (facts) => [askWhy(facts), ...useVscodeSignIn(facts)],
  },
  {
    code: 'secretRefused',
    numbers: ['7000215', '7000222', '50126', '50055', '700027', '700024'],
    title: l10n`Entra refused the secret, certificate or password`,
    fix: l10n`Set a new one where the sign-in reads it, or use another sign-in.`,
    remedies: (facts) => [convert(facts), askWhy(facts)],
  },
  {
    code: 'tenantUnknown',
    numbers: ['90002', '90038', '900021', '900023'],
    title: l10n`There is no such tenant here`,
    fix: l10n`The tenant in the kubeconfig is wrong, or of another cloud: get the credentials again.`,
    remedies: (facts) => [{ kind: 'getCredentials', title: l10n`Get AKS Credentials Again` }, askWhy(facts)],
  },
];

/** What Microsoft Entra ID refuses, whichever program asked it, and what the operating system's broker does not do. */
export const signInProblems: readonly KnownProblem[] = [
  ...families.map((family): KnownProblem => ({
    code: family.code,
    pattern: new RegExp(`AADSTS(?:${family.numbers.join('|')})(?!\\d)`),
    explain: ([found], facts) => explained(found, family, facts),
  })),
  {
    code: 'signInRefused',
    pattern: /AADSTS\d{4,9}/,
    explain: ([found], facts) => explained(found, refused, facts),
  },
  {
    code: 'brokerFailed',
    pattern: /platform_broker[^\n]{0,300}/,
    explain: ([found], facts) => ({
      title: l10n`The operating system’s sign-in broker did not answer`,
      cause: explainSignInError(found),
      fix: l10n`Sign in again; if that does not help, set msal-no-broker, and VS Code signs in without it.`,
      remedies: [
        ...signInAgain(facts),
        {
          kind: 'openSetting',
          title: l10n`Open the Broker Setting (msal-no-broker)`,
          setting: 'microsoft-authentication.implementation',
        },
      ],
    }),
  },
];

const refused: Omit<Family, 'code' | 'numbers'> = {
  title: l10n`Microsoft Entra ID refused the sign-in`,
  fix: l10n`Sign in again; if that does not help, ask an administrator about the number.`,
  remedies: (facts) => [...signInAgain(facts), askWhy(facts)],
};

function explained(
  found: string,
  { title, fix, remedies }: Omit<Family, 'code' | 'numbers'>,
  facts: ProblemFacts,
): Explanation {
  return { title, cause: explainSignInError(found), fix, remedies: remedies(facts) };
}
