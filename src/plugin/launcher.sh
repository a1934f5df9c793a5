#!/bin/sh
# AKS Entra's credential plugin. kubectl runs it for every command, so it asks VS Code with curl and starts no Node.
#
# A kubeconfig may come from anywhere and sets environment variables for its command. Nothing is taken from there but
# KUBERNETES_EXEC_INFO, which kubectl itself sets last, and the key that binds this context to its cluster; and where no
# cluster is named, KUBECONFIG or HOME, which can only make VS Code refuse. The program that talks to VS Code gets an
# empty environment.
# Whoever loads a library into this very shell (LD_PRELOAD), or has bash evaluate a prompt in it (SHELLOPTS and PS4), has
# run code before the first line: that cannot be met here.

# A bash that runs as sh takes options and functions from the environment, but special built-ins such as set and unset
# come before functions. With -x the token would be in the trace, with -a in the environment of programs.
set +aefuvx
# The key is a secret: no program that is started from here has it in its environment, nor what else may hold one. A
# variable of such a name that was there before would be handed on with what it holds now.
unset -v key line answer rest
key=${AKS_ENTRA_CONTEXT-}
unset -v AKS_ENTRA_CONTEXT
unset -f command printf echo read cd cat env ls curl fail 2>/dev/null
unset -v LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG LD_PROFILE GLIBC_TUNABLES GCONV_PATH LOCPATH CDPATH TIME_STYLE
unset -v DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH DYLD_FRAMEWORK_PATH DYLD_FALLBACK_LIBRARY_PATH
# Where a shell may keep a here-document for a moment: in somebody else's folder it could be exchanged.
unset -v TMPDIR TMPPREFIX
PATH=/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin:/run/current-system/sw/bin
LC_ALL=C
export PATH LC_ALL
IFS=' '
newline='
'

fail() {
  printf 'Error: %s\n' "$1" >&2
  exit 1
}

# Ends where the key is missing or is none, before any program has started: all of this is in the shell itself, which
# printf is not everywhere. Leaves a byte for VS Code, so that it offers to write the keys.
check_key() {
  hex='[0123456789abcdef]'
  hex=$hex$hex$hex$hex$hex$hex$hex$hex
  # Not with case: BASHOPTS can make that one blind to upper and lower case.
  rest=${key#$hex$hex$hex$hex}
  [ -n "$key" ] && [ -z "$rest" ] && return
  if [ -O . ] && [ ! -h refused ]; then
    if [ ! -e refused ] || { [ -f refused ] && [ -O refused ]; }; then
      { echo >>refused; } 2>/dev/null
    fi
  fi
  echo "Error: AKS Entra gives out no token: the key in this context's kubeconfig user is missing or wrong. Run \"AKS Entra: Write Keys to Contexts\" in VS Code, then try again." >&2
  exit 1
}

# Refuses arguments that would not be themselves again in one line, joined by blanks. Sets fallback.
read_arguments() {
  fallback='' previous=''
  [ "${1-}" = get-token ] || fail 'AKS Entra does not run with these arguments: the command is not get-token.'
  for argument in "$@"; do
    case $argument in
      '' | *[!A-Za-z0-9._-]*) fail 'AKS Entra does not run with these arguments: one holds an unknown character.' ;;
    esac
    [ "$previous" != --fallback ] || fallback=$argument
    previous=$argument
  done
}

# $1: a variable's name, $2: its value. Some characters are special on their way, or in a path that programs read.
check_path() {
  case $2 in
    *[!\ -~]* | *[\"\\\'\;\*\$]*)
      fail "The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do, and $1 holds a character that AKS Entra takes only from those that do: one that is no printable ASCII, or one of \" \\ ' ; * \$"
      ;;
  esac
}

# Adds to head what ls prints first and sixth, the inode and the size, where there is such a file.
add_file() {
  case $1 in
    /*) ;;
    *) return ;;
  esac
  # The rest of the line, which is the path, is no pattern.
  set -f
  set -- $(env -i PATH="$PATH" LC_ALL=C ls -iLnd -- "$1" 2>/dev/null)
  set +f
  case "${1:-x}${6:-x}" in
    *[!0-9]*) ;;
    *) head="${head}file=$1 $6$newline" ;;
  esac
}

# Sets head to what VS Code looks at where the program names no cluster: which kubeconfigs it reads, and what they are on
# this side, which may be a container's. Where a cluster is named no program starts here: kubectl waits for this.
read_kubeconfigs() {
  head=''
  case ${KUBERNETES_EXEC_INFO-} in
    *'"cluster"'*) return ;;
  esac
  if [ -n "${KUBECONFIG-}" ]; then
    check_path KUBECONFIG "$KUBECONFIG"
    head="kubeconfig=$KUBECONFIG$newline"
    rest=$KUBECONFIG:
    while [ -n "$rest" ]; do
      add_file "${rest%%:*}"
      rest=${rest#*:}
    done
  elif [ -n "${HOME-}" ]; then
    check_path HOME "$HOME"
    head="home=$HOME$newline"
    add_file "$HOME/.kube/config"
  fi
  head="${head}parent=${PPID-}$newline"
}

# $1: what ls says of it, $2: its path. Whoever may write to it could put in a socket of his own.
check_folder() {
  case $1 in
    # Writing is the sixth character for the group and the ninth for all others.
    d????-??-*) [ -O "$2" ] && return ;;
  esac
  fail "AKS Entra does not use $2: it is not a folder of your own that only you may write to. Move it away; VS Code makes a new one."
}

# By number: the name of a user may have to come from a server.
check_folders() {
  if [ -e windows ] || [ -h windows ]; then
    modes=$(ls -nd . windows)
    check_folder "${modes%%"$newline"*}" "$data"
    check_folder "${modes#*"$newline"}" "$data/windows"
  else
    check_folder "$(ls -nd .)" "$data"
  fi
}

# Sets url and socket to what the window's file says. Without -r, read takes curl's backslashes away.
read_window() {
  url='' socket=''
  while IFS= read line; do
    case $line in
      'url = "'*) url=${line#*'"'} ;;
      'unix-socket = "'*)
        socket=${line#*'"'}
        break
        ;;
    esac
  done <"$window"
  url=${url%'"'} socket=${socket%'"'}
}

# Prints the file of a window and the key, or nothing where that is not to be trusted or knows no keys.
show_window() {
  check_folders 2>/dev/null
  if [ -h "$window" ] || [ ! -O "$window" ] || [ ! -f "$window" ]; then
    printf 'AKS Entra does not use %s: it is not a file of your own.\n' "$window" >&2
    return
  fi
  read_window
  [ "$url" = http://localhost/v2/token ] || return
  # One in the folder for temporary files goes at a restart, and somebody else may have taken its name since.
  [ -O "$socket" ] || return
  cat "$window" - <<END
header = "Key: $key"
END
}

# Sets older where the window that could not be asked is one of a version that knew no keys, and seems to be open.
look_for_older_window() {
  if [ -h "$window" ] || [ ! -O "$window" ] || [ ! -f "$window" ]; then
    return
  fi
  read_window
  if [ "$url" = http://localhost/v1/token ] && [ -S "$socket" ] && [ -O "$socket" ]; then
    older=yes
  fi
}

# Asks one window. Ends with its answer, or returns where another window might answer; sets refusal where this one cannot.
ask_window() {
  window=$1
  shift
  # curl takes long to get ready: meanwhile the checks run, and it waits for an address. Where none comes it asks nobody.
  # KUBERNETES_EXEC_INFO may hold a proxy's password: it is no argument, which everyone could see. It stands behind an
  # empty line, last, so that it passes for nothing of head. OpenSSL, which is not needed, would read its configuration.
  # A token with 200 groups, Entra's limit, makes 12 KB. The rate bounds an answer without end: --max-filesize counts
  # what arrives only since curl 8.4.
  answer=$(
    show_window |
      env -i PATH="$PATH" OPENSSL_CONF=/dev/null curl -q --silent --noproxy '*' --connect-timeout 1 --max-time 30 \
        --max-filesize 32768 --limit-rate 1M --header 'Content-Type: application/json' --header 'Expect:' \
        --header "Arguments: $*" --config - --data-binary @/dev/fd/3 --write-out '\n%{http_code}' 2>/dev/null 3<<END
$head
${KUBERNETES_EXEC_INFO-}
END
  ) || {
    check_folders
    look_for_older_window
    return
  }
  [ "${#answer}" -le 32768 ] || return
  status=${answer##*"$newline"}
  answer=${answer%"$newline"*}
  answer=${answer%"$newline"}
  [ "$status" != 200 ] || finish "$answer"
  # A window that is closed, whose server still waits for it to come back.
  [ "$status" != 503 ] || return
  case $answer in
    '' | *[[:cntrl:]]*) answer="VS Code refused with the status $status. Reload its windows, then try again." ;;
  esac
  case $status in
    401) ;;
    # What a window says that has the account helps more than one that has it not.
    421) [ "$refused_with" != 401 ] || return ;;
    *) fail "$answer" ;;
  esac
  refusal=$answer refused_with=$status
}

# Prints a credential, and nothing that is not exactly one: where a part is not as it should be, a quote is left over.
# The parts are cut off from the front: a pattern with * in front would cost dash 100 ms for a long token.
finish() {
  d='[0-9]'
  rest=${1#'{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1'}
  rest=${rest#beta1}
  rest=${rest#'","spec":{"interactive":false},"status":{"expirationTimestamp":"'}
  rest=${rest#$d$d$d$d-$d$d-${d}${d}T$d$d:$d$d:$d${d}Z'","token":"'}
  case ${rest%'"}}'} in
    "$rest" | '' | *[!A-Za-z0-9._~+/=-]*)
      fail 'VS Code answered with something that is no credential. Reload its windows, then try again.'
      ;;
  esac
  # Every shell has an echo of its own; mksh has no printf, and what a program's arguments are, all users can see.
  echo "$1"
  exit 0
}

# Whether $1 is a program of this user or of the system. An AppImage's folder is in /tmp while it runs: once it is gone,
# anybody may make one of the same name.
is_safe_program() {
  [ -f "$1" ] && [ -x "$1" ] || return
  case $1 in
    # Whoever installed an application there owns it, and only administrators write there.
    /Applications/*) return 0 ;;
  esac
  [ -O "$1" ] && return
  set -- $(ls -ln "$1")
  [ "${3-}" = 0 ]
}

# Sets runtime to a program that runs JavaScript. VS Code's remote servers move with each update, hence a list.
find_runtime() {
  if [ -f runtimes ] && [ -O runtimes ] && [ ! -h runtimes ]; then
    while IFS= read -r runtime; do
      case $runtime in
        /*) is_safe_program "$runtime" && return ;;
      esac
    done <runtimes
  fi
  home=${data%/.local/share/aks-entra}
  if [ "$home" != "$data" ]; then
    for runtime in "$home"/.*-server*/cli/servers/*/server/node "$home"/.*-server*/bin/*/node; do
      [ -f "$runtime" ] && [ -O "$runtime" ] && [ -x "$runtime" ] && return
    done
  fi
  runtime=$(command -v node) ||
    fail 'AKS Entra finds nothing to run with: no curl, no VS Code, no Node.js. Open a VS Code window, or install curl.'
}

# The key is a secret, and KUBERNETES_EXEC_INFO may hold a proxy's password: they go to standard input, as a line, those
# of head, an empty one, and the rest, since arguments are for everyone to see.
# The few variables that a fallback needs to reach Entra and a browser are looked at once more there.
run_script() {
  script=$1
  shift
  find_runtime
  case ${HTTPS_PROXY-}${https_proxy-} in
    *@*) HTTPS_PROXY='' https_proxy='' ;;
  esac
  env -i PATH="$PATH" ELECTRON_RUN_AS_NODE=1 \
    ${HTTPS_PROXY:+"HTTPS_PROXY=$HTTPS_PROXY"} ${https_proxy:+"https_proxy=$https_proxy"} \
    ${NO_PROXY:+"NO_PROXY=$NO_PROXY"} ${no_proxy:+"no_proxy=$no_proxy"} \
    ${DISPLAY:+"DISPLAY=$DISPLAY"} ${WAYLAND_DISPLAY:+"WAYLAND_DISPLAY=$WAYLAND_DISPLAY"} \
    "$runtime" "$folder/$script" "$@" <<END
$key
$head
${KUBERNETES_EXEC_INFO-}
END
  exit $?
}

read_arguments "$@"
case $0 in
  /*/*/*) ;;
  *) fail 'AKS Entra has to be run by its absolute path.' ;;
esac
folder=${0%/*}
data=${folder%/*}
if [ -h "$data" ] || ! cd "$data" 2>/dev/null; then
  fail "AKS Entra cannot use $data: it is not a folder that can be entered. Open a VS Code window, then try again."
fi

check_key
read_kubeconfigs

refusal='' refused_with='' older=''
if [ -e windows ] && ! command -v curl >/dev/null; then
  check_folders
  run_script plugin.cjs --exec-info-on-stdin "$@"
fi
for window in windows/*.curl; do
  [ ! -e "$window" ] || ask_window "$data/$window" "$@"
done
check_folders
[ -z "$refusal" ] || fail "$refusal"

if [ -z "$fallback" ] && [ -f fallback ] && [ -O fallback ] && [ ! -h fallback ]; then
  read -r fallback <fallback
fi
case $fallback in
  azurecli | interactive) run_script cli.js plugin-fallback "$fallback" "$@" ;;
esac
[ -z "$older" ] ||
  fail 'A VS Code window with an older AKS Entra is open. Reload it ("Developer: Reload Window"), then try again.'
fail 'No VS Code window is open that could sign kubectl in. Open one, or choose a fallback in the settings of AKS Entra.'
