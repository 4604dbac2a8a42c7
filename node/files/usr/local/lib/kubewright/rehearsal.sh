# shellcheck shell=bash
# A rehearsal of an upgrade: a drill by programs of the version that is to come. What breaks under it is collected, instead of being the
# end at the first: whoever is to mend it wants to know of all of it. Needs drill.sh.
most_findings=50
most_objects=20000
findings='[]' found=0
serves=

# finding CHECK PLACE MESSAGE
finding() {
  echo "found: $1: $2: $3"
  jq -nc --arg check "$1" --arg what "$2" --arg message "$3" '{check: $check, what: $what[:200], message: $message[:500]}' >>"$drill/findings"
}

# One that is not well may answer all the same: then it is asked for all that it can read.
serve_next() {
  : >"$drill/findings"
  : >"$drill/counts"
  start_api_server
  await_health /livez 90 || finding api-server kube-apiserver "the API server does not come up: $why"
  ! ask /api >/dev/null 2>&1 || serves=true
}

see_ready() {
  [ -z "$serves" ] || await_health /readyz 60 || finding api-server kube-apiserver "the API server does not become ready: $why"
  kinds=$(kinds_read)
  found=$(wc -l <"$drill/findings")
  findings=$(head -n "$most_findings" "$drill/findings" | jq -sc .)
  echo "read: $kinds"
  echo "findings: $findings"
}

# Every object that etcd has is asked for.
read_each() {
  local name path at count there
  [ -n "$serves" ] || return 0
  read_definitions || finding unreadable-objects customresourcedefinitions.apiextensions.k8s.io "$why"
  await_resources 60 || finding custom-resources customresourcedefinitions.apiextensions.k8s.io "$why"
  : >"$drill/unread"
  while read -r name path at; do
    count=$(read_resource "$path") || count=$(read_one_by_one "$name" "$path" "$at")
    echo "$at $count $name" >>"$drill/counts"
  done <"$drill/resources"
  kept_objects >"$drill/kept"
  while read -r at there; do
    count=$(read_below "$at")
    [ "$count" = "$there" ] || grep -qxF "$at" "$drill/unread" || [ $((count + $(own_objects "$at"))) = "$there" ] ||
      find_unserved "$at" "$there" "$count"
  done <"$drill/kept"
}

# objects_below PLACE: prints what of it comes after the place, an object a line.
objects_below() {
  etcdctl_alone get "/registry/$1/" --prefix --keys-only --rev="$revision" | sed -n "s,^/registry/$1/,,p" | awk -v most="$most_objects" 'NR <= most'
}

# own_objects PLACE: prints how many objects there Kubernetes itself has written, in every cluster of a version that knows them: 1.37
# publishes who has signed its API servers' certificates (names before the colon are signers, and kubernetes.io is reserved). Where they
# are not served nobody misses them.
own_objects() {
  if [ "$1" = clustertrustbundles ]; then objects_below "$1" | grep -c '^kubernetes\.io:' || true; else echo 0; fi
}

find_unserved() { # PLACE OBJECTS READ
  local such message
  such=$(objects_below "$1" | awk 'NR <= 3' | sed "s,^,/registry/$1/," | paste -sd ' ')
  message="of $2 objects the API server reads $3"
  [ "$3" != 0 ] || message="$2 $([ "$2" = 1 ] && echo object || echo objects) that no API serves"
  finding unserved-objects "$1" "$message, such as $such"
}

# One object that cannot be decoded keeps its whole list from being read: which one it is, only asking for each can tell. Prints how many
# could be read.
read_one_by_one() { # RESOURCE PATH PLACE
  local said unread such why
  said=$(jq -r '.message // "no answer"' "$drill/page.json" 2>/dev/null || true)
  echo "$3" >>"$drill/unread"
  objects_below "$3" | awk -v root="https://127.0.0.1:$api_port${2%/*}" -v resource="${2##*/}" '{
      count = split($0, part, "/")
      print "url = \"" root (count > 1 ? "/namespaces/" part[1] "/" resource "/" part[2] : "/" resource "/" part[1]) "\""
      print "output = \"/dev/null\"" }' >"$drill/urls"
  "${isolated[@]}" curl --config "$drill/curl" --config "$drill/urls" --silent --max-time 30 --cacert "$drill/pki/apiserver.crt" \
    --write-out '%{http_code} %{url_effective}\n' >"$drill/answers" || true
  # What has gone since the snapshot is not there to be read.
  unread=$(grep -cvE '^(200|404) ' "$drill/answers" || true)
  such=$(grep -vE '^(200|404) ' "$drill/answers" | cut -d ' ' -f 2 | sed "s,^https://[^/]*,," | awk 'NR <= 3' | paste -sd ' ' || true)
  why=$said
  [ -z "$such" ] || why=$(ask "${such%% *}" | jq -r '.message // "no answer"' || true)
  if [ -n "$such" ]; then
    finding unreadable-objects "$1" "$unread of them cannot be read, such as $such: $why" >&2
  else
    finding unreadable-objects "$1" "they cannot be listed: $why" >&2
  fi
  grep -c '^200 ' "$drill/answers" || true
}
