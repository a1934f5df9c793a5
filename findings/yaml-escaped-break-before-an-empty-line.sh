#!/bin/sh
# In a YAML text between double quotes, a backslash at a line's end takes the line break away, and each empty line that
# follows is a line feed (YAML 1.2.2, s-double-escaped in 7.3.1; YAML 1.1 says the same). Three readers of one kubeconfig
# make three texts of it: PyYAML, with which az writes kubeconfigs, gives the line feed; js-yaml gives nothing; yaml gives
# a blank. A program that checks a kubeconfig with one of them sees another value than the program that uses it.
#
# Seen on 2026-11-29 with js-yaml 5.5.0, yaml 2.9.1 (version 1.1 and 1.2) and PyYAML 6.0.4.
#
# Needs node, npm and python3 with venv. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix . js-yaml@5.5.0 yaml@2.9.1 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check PyYAML==6.0.4

cat > config <<'EOF2'
apiVersion: v1
kind: Config
users:
- name: ada
  user:
    exec:
      installHint: "first\

        second"
EOF2
cat > read.mjs <<'EOF2'
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { parse } from 'yaml';
const text = readFileSync('config', 'utf8');
const show = (name, config) => console.log(`${name}: ${JSON.stringify(config.users[0].user.exec.installHint)}`);
show('js-yaml', load(text));
show('yaml 1.1', parse(text, { version: '1.1' }));
show('yaml 1.2', parse(text));
EOF2
cat > read.py <<'EOF2'
import json, yaml
config = yaml.safe_load(open('config'))
print('PyYAML:', json.dumps(config['users'][0]['user']['exec']['installHint']))
EOF2
{
  node read.mjs
  venv/bin/python read.py
} > seen

cat > expected <<'EOF2'
js-yaml: "firstsecond"
yaml 1.1: "first second"
yaml 1.2: "first second"
PyYAML: "first\nsecond"
EOF2
cat seen
diff expected seen
