# shellcheck shell=bash
# Snapshots of etcd on a machine of the control plane: those that lie here are sent to where they are kept, and one may be what etcd is
# born with. Needs aws.sh and s3.sh.

# Hexadecimal digits as the base64 of their bytes.
base64_of() {
  # shellcheck disable=SC2059
  printf "$(sed 's/../\\x&/g' <<<"$1")" | base64 -w0
}

# The member's, as kubeadm was told: where the cluster runs another minor than its version comes with.
etcd_version() {
  sed -nE 's,^ *image: .*/etcd:([0-9.]+).*,\1,p' "${manifests:-/etc/kubernetes/manifests}/etcd.yaml"
}

# send_snapshot FILE BACKUP. Looks into it, too: what is no whole snapshot is not sent. S3 refuses what has another hash than is named;
# the service reads the rest of what is told from the object.
send_snapshot() {
  local bucket prefix status hash revision keys stored version
  IFS=$'\t' read -r bucket prefix < <(jq -r '[.backups.bucket, .backups.prefix] | @tsv' "$machine")
  status=$(etcdutl snapshot status "$1" --write-out=json) || return 1
  IFS=$'\t' read -r revision keys stored < <(jq -r '[.revision, .totalKey, .version] | @tsv' <<<"$status")
  version=$(etcdutl version | sed -n 's/^etcdutl version: //p')
  [ "${stored%.*}" = "${version%.*}" ] || version=$(etcd_version)
  hash=$(sha256sum "$1")
  hash=${hash%% *}
  s3_object PUT "$bucket" "$prefix$2" "$hash" --upload-file "$1" --output /dev/null \
    --header "x-amz-checksum-sha256: $(base64_of "$hash")" \
    --header "x-amz-meta-revision: $revision" --header "x-amz-meta-keys: $keys" \
    --header "x-amz-meta-etcd-version: $version" || return 1
  echo "sent $2: revision $revision, SHA-256 $hash"
}

# Sent or not, none stays: whoever waits for it in vain takes another one.
send_snapshots() {
  local file backup try
  for file in "$kept"/snapshots/*.db; do
    [ -e "$file" ] || continue
    backup=$(basename "$file" .db)
    for try in 1 2 3 4 5; do
      ! send_snapshot "$file" "$backup" || break
      echo "try $try: $backup could not be sent"
      sleep 2
    done
    rm -f "$file"
  done
}

# image_programs COMPONENT: prints where the programs of an image of the control plane are, which every machine has.
image_programs() {
  local image folder="$kept/programs/$1"
  if [ ! -d "$folder/usr" ]; then
    image=$(kubeadm config images list --kubernetes-version "$(jq -r .kubernetesVersion "$machine")" | grep "/$1:") || return 1
    mkdir -p "$folder"
    ctr -n k8s.io images mount "$image" "$folder" >/dev/null || return 1
  fi
  echo "$folder/usr/local/bin"
}

fetch_snapshot() {
  local bucket key wanted found attempt
  [ ! -e "$kept/restored" ] || return 0
  IFS=$'\t' read -r bucket key wanted < <(jq -r '[.backups.bucket, .restore.key, .restore.sha256] | @tsv' "$machine")
  for attempt in $(seq 10); do
    ! s3_object GET "$bucket" "$key" "$no_body" --output "$kept/restored.db" || break
    rm -f "$kept/restored.db"
    echo "try $attempt: the snapshot cannot be read"
    sleep 2
  done
  [ -s "$kept/restored.db" ] || fail "the snapshot $key cannot be read"
  found=$(sha256sum "$kept/restored.db")
  found=${found%% *}
  [ "$found" = "$wanted" ] || fail "the snapshot $key has SHA-256 $found, not $wanted"
}

# A new token keeps it apart from the etcd that the snapshot was taken of. Revisions jump, and all before are marked as compacted: whoever
# has watched the old cluster lists anew instead of missing what was never written here.
# Source: etcd, "Disaster recovery"; Kubernetes, "Operating etcd clusters".
restore_etcd() {
  local members
  [ ! -e "$kept/restored" ] || return 0
  members=$(jq -r '[.etcdMembers[] | "\(.name)=https://\(.address):2380"] | join(",")' "$machine")
  rm -rf "$etcd_data"
  etcdutl snapshot restore "$kept/restored.db" --data-dir "$etcd_data" --name "$node_name" --initial-cluster "$members" \
    --initial-cluster-token "$(jq -r .restore.token "$machine")" --initial-advertise-peer-urls "https://$address:2380" \
    --bump-revision 1000000000 --mark-compacted
  rm -f "$kept/restored.db"
  : >"$kept/restored"
}
