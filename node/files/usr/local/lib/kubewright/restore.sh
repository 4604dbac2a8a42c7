# shellcheck shell=bash
# A cluster that is born from a snapshot: each member fills its own etcd from it before it starts, as etcd's "Disaster recovery" has it.
snapshot=/var/lib/kubewright/restored.db

fetch_snapshot() {
  local bucket key wanted found attempt
  restored_before && return 0
  IFS=$'\t' read -r bucket key wanted < <(jq -r '[.backups.bucket, .restore.key, .restore.sha256] | @tsv' "$machine")
  for attempt in $(seq 10); do
    ! s3_object GET "$bucket" "$key" "$no_body" -o "$snapshot" || break
    echo "try $attempt: the snapshot cannot be read"
    sleep 2
  done
  [ -s "$snapshot" ] || fail "the snapshot $key cannot be read"
  found=$(sha256sum "$snapshot")
  found=${found%% *}
  [ "$found" = "$wanted" ] || fail "the snapshot $key has SHA-256 $found, not $wanted"
}

restored_before() { [ -e /var/lib/kubewright/restored ]; }

# A new token keeps it apart from the etcd that the snapshot was taken of. Revisions jump, and all before are marked as compacted: whoever
# has watched the old cluster lists anew instead of missing what was never written here.
restore_etcd() {
  local members
  restored_before && return 0
  members=$(jq -r '[.etcdMembers[] | "\(.name)=https://\(.address):2380"] | join(",")' "$machine")
  rm -rf /var/lib/etcd/data
  etcdutl snapshot restore "$snapshot" --data-dir /var/lib/etcd/data --name "$node_name" --initial-cluster "$members" \
    --initial-cluster-token "$(jq -r .restore.token "$machine")" --initial-advertise-peer-urls "https://$address:2380" \
    --bump-revision 1000000000 --mark-compacted
  rm -f "$snapshot"
  : >/var/lib/kubewright/restored
}
