# shellcheck shell=bash
# A drill: a snapshot of etcd is restored for this machine alone, and every object in it is read through an API server of its version. What
# is restored believes to be the cluster: it runs where there is no network at all. Needs snapshots.sh and kubeadm.sh.
drill=/var/lib/kubewright/drill
api_port=6443

# Whatever becomes of this program and of the service: the machine costs, and is terminated when it is off.
end_by_itself() {
  systemd-run --quiet --on-active=2700 systemctl poweroff
}

# A network of its own, with nobody in it. Held by a process that does nothing else.
open_isolation() {
  unshare --net sleep infinity 3>&- 9>&- &
  isolation=$!
  until [ "$(readlink "/proc/$isolation/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
  isolated=(nsenter --net="/proc/$isolation/ns/net")
  "${isolated[@]}" ip link set lo up
}

# etcd as it was at the snapshot's last revision; its own tool checks the file's own checksum, too.
restore_alone() {
  mkdir -p "$drill"
  etcd_programs=$(image_programs etcd) || fail 'there is no image of etcd'
  revision=$(etcdutl snapshot status "$kept/restored.db" --write-out=json | jq -e .revision) || fail 'this is no whole snapshot'
  rm -rf "$drill/data"
  etcdutl snapshot restore "$kept/restored.db" --data-dir "$drill/data" --name drill \
    --initial-cluster drill=http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 || fail 'etcd does not restore the snapshot'
  rm -f "$kept/restored.db"
  open_isolation
  "${isolated[@]}" "$etcd_programs/etcd" --data-dir "$drill/data" --name drill --listen-peer-urls http://127.0.0.1:2380 \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --log-level warn 3>&- 9>&- &
  etcd=$!
  until etcdctl_alone endpoint health >/dev/null 2>&1; do
    kill -0 "$etcd" || fail 'etcd ended'
    sleep 0.2
  done
}

etcdctl_alone() { "${isolated[@]}" "$etcd_programs/etcdctl" --endpoints=http://127.0.0.1:2379 --command-timeout=120s "$@"; }

# Webhooks and policies are in the snapshot; none of them can be asked, and none is to be. Its own writes are of later revisions.
start_api_server() {
  local programs token
  programs=$(image_programs kube-apiserver) || fail 'there is no image of the API server'
  mkdir -p "$drill/pki"
  settings encryptionConfiguration >"$drill/encryption.json"
  kubeadm init phase certs sa --kubernetes-version "$(jq -r .kubernetesVersion "$machine")" --cert-dir "$drill/pki" || fail 'kubeadm makes no keys'
  token=$(head -c 24 /dev/urandom | base64 -w0)
  echo "$token,drill,drill,system:masters" >"$drill/tokens"
  printf 'header = "Authorization: Bearer %s"\n' "$token" >"$drill/curl"
  "${isolated[@]}" "$programs/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --etcd-compaction-interval=0 --watch-cache=false \
    --bind-address=127.0.0.1 --secure-port=$api_port --advertise-address="$address" --endpoint-reconciler-type=none \
    --cert-dir="$drill/pki" --token-auth-file="$drill/tokens" --anonymous-auth=false --authorization-mode=RBAC \
    --service-cluster-ip-range="$(jq -r .serviceCidr "$machine")" --encryption-provider-config="$drill/encryption.json" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local --service-account-key-file="$drill/pki/sa.pub" \
    --service-account-signing-key-file="$drill/pki/sa.key" --profiling=false \
    --disable-admission-plugins=MutatingAdmissionWebhook,ValidatingAdmissionWebhook,ValidatingAdmissionPolicy,MutatingAdmissionPolicy 3>&- 9>&- &
  api_server=$!
}

serve_alone() {
  start_api_server
  await_health /livez 180 || fail "the API server does not come up: $why"
}

# It is ready once it has read all that it needs itself; what it could not read has been named by then.
await_ready() {
  await_health /readyz 180 || fail "the API server does not become ready: $why"
}

# await_health PATH SECONDS: sets why when it fails.
await_health() {
  local deadline=$((SECONDS + $2))
  until ask "$1" >/dev/null 2>&1; do
    why='it ended'
    kill -0 "$api_server" 2>/dev/null || return 1
    why=$(failing_checks "$1" || true)
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.2
  done
}

failing_checks() { ask "$1" | sed -n 's/^\[-\]\([^ ]*\).*/\1/p' | paste -sd ' '; }

# ask PATH [CURL-OPTION...]: prints the answer; on a refusal prints what it says, and fails.
ask() {
  local path=$1
  shift
  "${isolated[@]}" curl --config "$drill/curl" --silent --fail-with-body --max-time 120 --cacert "$drill/pki/apiserver.crt" "$@" \
    "https://127.0.0.1:$api_port$path"
}

discovery='application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
metadata_only='application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'

# Prints a line a resource that has objects: its name, such as deployments.apps; where it is read; and where etcd keeps it. Groups that
# pods of the cluster serve are not in the snapshot. componentstatuses are no objects, and events.k8s.io has the core group's events.
# Source: Kubernetes, SpecialDefaultResourcePrefixes in pkg/kubeapiserver/default_storage_factory_builder.go.
resources() {
  { ask /api -H "Accept: $discovery" && ask /apis -H "Accept: $discovery"; } | jq -rs --slurpfile crds "$drill/crds.json" '
    ($crds[0].items | map(.metadata.name)) as $crds
    | {services: "services/specs", endpoints: "services/endpoints", nodes: "minions", replicationcontrollers: "controllers", ingresses: "ingress"} as $special
    | ["apiextensions.k8s.io", "apiregistration.k8s.io"] as $grouped
    | [.[].items[] | (.metadata.name // "") as $group | .versions[] | select(.freshness != "Stale") | .version as $version
       | .resources[]? | select(.verbs | index("list"))
       | {name: (if $group == "" then .resource else "\(.resource).\($group)" end), group: $group, version: $version, resource: .resource}]
    | group_by(.name)[] | .[0] | select(.name != "componentstatuses" and .name != "events.events.k8s.io")
    | (if .group == "" then "/api/\(.version)" else "/apis/\(.group)/\(.version)" end) as $root
    | .name as $name
    | (if ($crds | index($name)) or (.group as $group | $grouped | index($group)) then "\(.group)/\(.resource)" else $special[.resource] // .resource end) as $kept
    | "\(.name) \($root)/\(.resource) \($kept)"'
}

# Who converts the cluster's own kinds from version to version cannot be asked here: they are read as if all versions were written alike.
read_definitions() {
  local name definitions=/apis/apiextensions.k8s.io/v1/customresourcedefinitions
  if ! ask "$definitions" >"$drill/crds.json"; then
    why="customresourcedefinitions cannot be read: $(cut -c -300 "$drill/crds.json")"
    echo '{"items":[]}' >"$drill/crds.json"
    return 1
  fi
  jq -r '.items[] | select(.spec.conversion.strategy == "Webhook") | .metadata.name' "$drill/crds.json" >"$drill/converted"
  while read -r name; do
    ask "$definitions/$name" -X PATCH -H 'Content-Type: application/merge-patch+json' \
      --data '{"spec":{"conversion":{"strategy":"None","webhook":null}}}' | jq -r '.message // empty' || true
  done <"$drill/converted"
  # The API server hears of that itself.
  [ ! -s "$drill/converted" ] || sleep 1
}

# await_resources SECONDS: those that the cluster has made for itself are served a moment later than the others; what is served is in
# $drill/resources then. Sets why when it fails.
await_resources() {
  local deadline=$((SECONDS + $1)) missing
  while :; do
    why='the API server does not say what it serves'
    resources >"$drill/resources" || return 1
    missing=$(jq -r '.items[] | select(any(.spec.versions[]; .served) and any(.status.conditions[]?; .type == "Established" and .status == "True")) | .metadata.name' "$drill/crds.json" |
      grep -vxFf <(cut -d ' ' -f 1 "$drill/resources") || true)
    [ -n "$missing" ] || return 0
    why="the API server does not serve ${missing//$'\n'/, }"
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.5
  done
}

# read_resource PATH: prints how many objects there were at the snapshot's revision. The API server decodes, and decrypts, each of them.
read_resource() {
  local query="limit=500&resourceVersion=$revision&resourceVersionMatch=Exact" count=0 on
  while :; do
    ask "$1?$query" -H "Accept: $metadata_only" >"$drill/page.json" || return 1
    count=$((count + $(jq '.items | length' "$drill/page.json")))
    on=$(jq -r '.metadata.continue // "" | @uri' "$drill/page.json")
    [ -n "$on" ] || break
    query="limit=500&continue=$on"
  done
  echo "$count"
}

# What etcd has, by where it keeps it; but for what an API server keeps for itself, which are no objects.
kept_objects() {
  etcdctl_alone get /registry/ --prefix --keys-only --rev="$revision" | sed -n 's,^/registry/,,p' |
    grep -vE '^(masterleases|peerserverleases|ranges)/' | cut -d / -f 1,2 |
    awk -v known="$(cut -d ' ' -f 3 "$drill/resources")" '
      BEGIN { count = split(known, names, "\n"); for (i = 1; i <= count; i++) is[names[i]] = 1 }
      { split($0, part, "/"); at = ($0 in is) ? $0 : part[1]; found[at]++ }
      END { for (at in found) print at, found[at] }'
}

# read_below PLACE: prints how many objects that etcd keeps there have been read.
read_below() {
  awk -v at="$1" '$1 == at { sum += $2 } END { print sum + 0 }' "$drill/counts"
}

# Every object that etcd has is read, or is named: by its resource, or by where it is kept if nothing serves it.
read_all() {
  local name path at count found
  read_definitions || fail "$why"
  await_resources 120 || fail "$why"
  : >"$drill/counts"
  while read -r name path at; do
    count=$(read_resource "$path") || fail "$name cannot be read: $(jq -r '.message // "no answer"' "$drill/page.json" | cut -c -300)"
    echo "$at $count $name" >>"$drill/counts"
  done <"$drill/resources"
  kept_objects >"$drill/kept"
  while read -r at found; do
    count=$(read_below "$at")
    [ "$count" = "$found" ] || fail "of $found objects that etcd keeps under $at the API server reads $count"
  done <"$drill/kept"
  kinds=$(kinds_read)
  echo "read all: $kinds"
}

# Prints how many objects of each resource have been read.
kinds_read() {
  awk '$2 > 0 { print $3, $2 }' "$drill/counts" | jq -Rnc '[inputs | split(" ") | {(.[0]): (.[1] | tonumber)}] | add // {}'
}

# Nothing of the cluster stays in memory while the report waits to be heard.
stop_alone() {
  local process
  # It would wait for an etcd that is gone.
  for process in "${api_server:-}" "${etcd:-}" "${isolation:-}"; do [ -z "$process" ] || kill -KILL "$process" 2>/dev/null || true; done
}
