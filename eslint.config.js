import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The architecture. Each floor has rooms in an order: the files of a room may use the rooms before it, and none behind.
 * `core` uses no other floor, `adapters` and `ui` use `core`, `features` uses `core` and `ui`, `cli` and `plugin` use
 * `core`; only the roots, which nobody imports, see more. Static, dynamic and type imports count alike.
 */
const coreRooms = [
  'goYaml',
  'yaml',
  'azure',
  'entra',
  'clusters',
  'listing',
  'savedListing',
  'clusterView',
  'clusterWrites',
  'directory',
  'access',
  'entraIntegration',
  'clusterCreation',
  'roleActivation',
  'posture',
  'login',
  'clientGo',
  'kubeconfigText',
  'kuberc',
  'kubeconfig',
  'merge',
  'conversion',
  'diagnosis',
  'checks',
  'forbidden',
  'kubeconfigFindings',
  'credentialPlugin',
  'programKubeconfigs',
  'terminalOffers',
  'getToken',
  'verifyAccess',
  'setupChecks',
  'privateClusters',
  'breakGlass',
  'kubeconfigView',
  'kubeconfigEditor',
  'agentTools',
];
const adapterRooms = [
  'network',
  'files',
  'tools',
  'graph',
  'azure',
  'azureIdentity',
  'kubernetes',
  'kubeconfig',
  'credentialPlugin',
  'vscode',
];
const featureRooms = [
  'signIn',
  'clusters',
  'accounts',
  'clusterFilter',
  'decisions',
  'kubeconfig',
  'terminals',
  'kubectlSignIn',
  'otherPrograms',
  'token',
  'tokenClaims',
  'diagnosis',
  'login',
  'credentials',
  'entraIntegration',
  'clusterCreation',
  'roleActivation',
  'access',
  'posture',
  'guard',
  'checks',
  'forbidden',
  'tools',
  'verifyAccess',
  'setupChecks',
  'terminalOffers',
  'privateClusters',
  'breakGlass',
  'kubeconfigView',
  'copying',
  'kubeconfigEditor',
  'workspaceBinding',
  'agentTools',
];
const roots = [
  'extension',
  'lateAdapters',
  'lateRooms',
  'lazyAdapters',
  'localAdapters',
  'vscodeKubectlSignIn',
  'cli',
  'plugin',
  'uninstall',
];

/** @param floors where no import may lead: the files of a floor name others as `../core/…`, `../../core/…` or `./core/…` */
const toFloors = (...floors) => ({
  regex: `^\\.{1,2}/(\\.\\./)*(${floors.join('|')})/`,
  message: 'Arrows point towards core: features, ui → core ← adapters; a root wires them.',
});
const toRooms = (rooms) => ({
  regex: `^\\.\\./(${rooms.join('|')})/`,
  message: 'A room uses the rooms before it: see the lists in eslint.config.js.',
});
const toRoots = { regex: `/(${roots.join('|')})\\.ts$`, message: 'Nobody imports a root.' };
const toEntries = {
  regex: '/\\w+Commands\\.ts$',
  message: 'Only extension.ts and lateRooms.ts reach into the entry of a room.',
};
const vscode = { regex: '^vscode$', message: 'Only extension.ts, features, ui and adapters/vscode may know VS Code.' };
const outside = {
  regex: '^(node:|(fs|net|http|https|child_process)$|@azure/|@kubernetes/)',
  message: 'core is pure: no file system, network, process or clock.',
};
const everyFloor = ['core', 'adapters', 'ui', 'features', 'cli', 'plugin'];
const all = (...kept) => toFloors(...everyFloor.filter((floor) => !kept.includes(floor)));

const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Pass the time in.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pass the time in.' },
];

/** What a kubeconfig says may come from anybody, and stands in messages, titles and rows. */
const uncleanName = {
  selector: 'TemplateLiteral > TemplateElement[tail=false][value.raw=/“$/]',
  message: 'A name between quotation marks goes through quotedName, which cleans it.',
};

/** Where a text stands that a person reads, as far as syntax tells. The log is for developers. */
const textPlaces = [
  'NewExpression[callee.name=/^(AksEntraError|UsageError)$/]',
  'CallExpression[callee.property.name=/^(show(Information|Warning|Error)Message|write(Output|Error))$/]',
  'CallExpression[callee.name=/^(withProgress|pick\\w*)$/]',
  'Property[key.name=/^(title|label|description|detail|place[hH]older|prompt|tooltip|message|accept|help)$/]',
  'Property[key.name=/^(explanation|group|openLabel|saveLabel)$/]',
  'AssignmentExpression[left.property.name=/^(title|label|description|detail|placeholder|prompt|tooltip|text)$/]',
];
/** Where sentences are built; in `adapters`, those for the log too. */
const sentencePlaces = ['ReturnStatement', 'YieldExpression', 'ArrowFunctionExpression'];
const choice = ':matches(ConditionalExpression, LogicalExpression, BinaryExpression[operator="+"])';
/** A word with a capital letter, or several words; one in small letters is the name of a mode or the like. */
const untagged = [
  'Literal[value=/^[A-Z][a-z]+\\u2026?$|^[^<]*[a-z\\u2019]{2}\\S*\\s+\\S*[a-z\\u2019]{2}/]',
  'TemplateLiteral > TemplateElement[value.raw=/[A-Za-z]{2}\\s|\\s[A-Za-z]{2}/]',
];
const untaggedIn = (places) =>
  places
    .flatMap((place) => [place, `${place} > ${choice}`, `${place} > ${choice} > ${choice}`])
    .flatMap((place) => untagged.map((text) => `${place} > ${text}`))
    .map((selector) => ({ selector, message: 'A text that a person reads is tagged: l10n`…`, of core/l10n.ts.' }));
const untaggedText = untaggedIn(textPlaces);
const untaggedSentence = untaggedIn([...textPlaces, ...sentencePlaces]);

/**
 * The rule for some files. ESLint's own rule sees static imports only, so `import()` is told by its syntax.
 *
 * @param files glob
 * @param restrictions `{ regex, message }`
 * @param syntax further restrictions of syntax
 */
function boundary(files, restrictions, syntax = []) {
  const dynamic = restrictions.map(({ regex, message }) => ({
    // A selector writes its regular expression between slashes.
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002f')}/]`,
    message,
  }));
  return {
    files: [files],
    rules: {
      'no-restricted-imports': ['error', { patterns: restrictions }],
      'no-restricted-syntax': ['error', ...dynamic, uncleanName, ...syntax],
    },
  };
}

/** A rule for each room of a floor: none of the rooms behind it. */
function boundariesOfRooms(floor, rooms, restrictionsOf, syntax) {
  return rooms.map((room, index) => {
    const later = rooms.slice(index + 1);
    const restrictions = [...(later.length === 0 ? [] : [toRooms(later)]), ...restrictionsOf(room)];
    return boundary(`src/${floor}/${room}/*.ts`, restrictions, syntax);
  });
}

const boundaries = [
  boundary(
    'src/core/*.ts',
    [all('core'), { ...toRooms(coreRooms), regex: '^\\./\\w+/' }, toRoots, vscode, outside],
    [...noClock, ...untaggedSentence],
  ),
  ...boundariesOfRooms('core', coreRooms, () => [all('core'), toRoots, vscode, outside], [
    ...noClock,
    ...untaggedSentence,
  ]),
  ...boundariesOfRooms(
    'adapters',
    adapterRooms,
    (room) => [all('core', 'adapters'), toRoots, ...(room === 'vscode' ? [] : [vscode])],
    untaggedText,
  ),
  boundary('src/ui/**/*.ts', [all('core', 'ui'), toRoots], untaggedSentence),
  ...boundariesOfRooms(
    'features',
    featureRooms,
    () => [toFloors('adapters', 'cli', 'plugin'), toRoots, toEntries],
    untaggedSentence,
  ),
  boundary('src/cli/*.ts', [all('core', 'cli'), toRoots, vscode], untaggedSentence),
  // Its texts are few, and its size and start are measured at each call of kubectl.
  boundary('src/plugin/*.ts', [all('core', 'plugin'), toRoots, vscode]),
  boundary('src/{cli,plugin,uninstall,vscodeKubectlSignIn}.ts', [toFloors('ui', 'features'), toRoots, vscode]),
  boundary('src/lateRooms.ts', [toFloors('adapters', 'cli', 'plugin')]),
  // It loads the second root.
  boundary('src/{lazy,late,local}Adapters.ts', [toFloors('ui', 'features'), vscode]),
];

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
  ...boundaries,
  {
    files: ['src/core/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'Buffer'] },
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
