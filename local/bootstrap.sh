#!/bin/sh
# Installs the npm packages once per lock file. Plain sh and npm: runs on whatever Node 20 or newer the computer has; all
# later steps run on the Node 22 that comes with the packages.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ] && ! node -e 'process.exit(process.versions.node.split(".")[0] >= 22 ? 0 : 1)'; then
  echo "Node 22 or newer is needed here; this is $(node --version)" >&2
  exit 1
fi
stamp=node_modules/.kubewright
wanted=$(cat package.json package-lock.json | cksum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0
echo "installing npm packages (about a minute, once)"
# Not `npm ci`: it refuses a lock file whose optional packages for other platforms its registry does not serve.
npm install --no-save --no-audit --no-fund --loglevel=error
echo "$wanted" >"$stamp"
