type Environment = Readonly<Record<string, string | undefined>>;

/** The person whose plugin it is, as the system's user database has it: the environment may be a kubeconfig's. */
export interface LocalUser {
  /** Absolute; undefined where the system does not know. */
  readonly homeDirectory: string | undefined;
  readonly uid: number | undefined;
}

/** What may be taken over from a kubeconfig's `env`: nothing that names a file or a program. */
const harmless: Readonly<Record<string, RegExp>> = {
  DISPLAY: /^(localhost)?:\d+(\.\d+)?$/,
  WAYLAND_DISPLAY: /^wayland-\d+$/,
  WSL_DISTRO_NAME: /^[\w.-]+$/,
  // Entra's own certificate protects what goes through a proxy.
  HTTPS_PROXY: /^https?:\/\/[\w.-]+(:\d+)?\/?$/,
  https_proxy: /^https?:\/\/[\w.-]+(:\d+)?\/?$/,
  NO_PROXY: /^[\w.,*:/ -]+$/,
  no_proxy: /^[\w.,*:/ -]+$/,
};

/** Windows itself needs these; there the plugin's own environment cannot be kept clean anyhow. */
const neededOnWindows = ['SystemRoot', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'TEMP', 'PATHEXT', 'ComSpec', 'Path'];

const folders = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/opt/homebrew/bin',
  '/opt/az/bin',
  '/snap/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/run/current-system/sw/bin',
];

/** The environment in which a fallback signs in: fixed folders for programs (az, xdg-open), and the user's real home. */
export function fallbackEnvironment(given: Environment, user: LocalUser, platform: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, rule] of Object.entries(harmless)) {
    const value = given[name];
    if (value !== undefined && rule.test(value)) {
      environment[name] = value;
    }
  }
  if (platform === 'win32') {
    for (const name of neededOnWindows) {
      if (given[name] !== undefined) {
        environment[name] = given[name];
      }
    }
    return environment;
  }
  const { homeDirectory: home, uid } = user;
  const own = home === undefined ? [] : [`${home}/.local/bin`, `${home}/bin`];
  environment['PATH'] = [...own, ...folders].join(':');
  if (home !== undefined) {
    environment['HOME'] = home;
  }
  // Where a desktop's programs find its message bus, by systemd's convention.
  if (uid !== undefined && platform === 'linux') {
    environment['XDG_RUNTIME_DIR'] = `/run/user/${uid}`;
  }
  return environment;
}
