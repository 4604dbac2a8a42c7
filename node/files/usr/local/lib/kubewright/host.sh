# shellcheck shell=bash
# What kubeadm finds ready: names, what pods may reach, etcd's disk.

prepare_host() {
  write_hosts
  write_pod_rules
  # Both are enabled in the image.
  systemctl restart kubewright-pods &
  systemctl start containerd
  wait $!
}

# The API is found by a name that outlives every member. A member asks itself first: it is up before the load balancer knows.
write_hosts() {
  local host=$endpoint_host others found
  others=$(grep -vE "[[:space:]](${host//./\\.}|$node_name)\$" /etc/hosts) || true
  [ "$role" != control-plane ] || addresses="$address $addresses"
  read -ra found <<<"$addresses"
  # Not renamed: a hosts file may be a mount of its own.
  (umask 022 && {
    printf '%s\n' "$others" "$address $node_name"
    printf '%s\n' "${found[@]/%/ $host}"
  } >/etc/hosts)
}

# Pods get no credentials of the machine, and leave the cluster under its address.
write_pod_rules() {
  cat >/etc/kubewright/pods.nft <<RULES
table ip kubewright
delete table ip kubewright
table ip kubewright {
  chain forward {
    type filter hook forward priority filter; policy accept;
    ip saddr $pods ip daddr 169.254.169.254 reject
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr $pods ip daddr != $pods masquerade
  }
}
RULES
}

# volume_device NAME: the volume that was attached as /dev/NAME, such as sdf. On Nitro machines each NVMe disk knows the name it was given.
volume_device() {
  local disk
  for disk in /dev/nvme[0-9]*n1; do
    [ -b "$disk" ] || continue
    [[ $(nvme id-ctrl --raw-binary "$disk" 2>/dev/null | tail -c +3073 | head -c 32 | tr -d ' \0') != *"$1" ]] || {
      echo "$disk"
      return
    }
  done
  for disk in "/dev/$1" "/dev/xvd${1#sd}"; do
    [ ! -b "$disk" ] || {
      echo "$disk"
      return
    }
  done
}

# Machines without such a volume keep etcd's data on their own disk.
mount_etcd_volume() {
  local disk
  disk=$(volume_device sdf)
  [ -n "$disk" ] || return 0
  mkdir -p /var/lib/etcd
  blkid -p "$disk" >/dev/null || mkfs.ext4 -q -L kubewright-etcd "$disk"
  grep -q ' /var/lib/etcd ' /etc/fstab 2>/dev/null || echo 'LABEL=kubewright-etcd /var/lib/etcd ext4 noatime 0 2' >>/etc/fstab
  systemctl daemon-reload
  mountpoint -q /var/lib/etcd || mount /var/lib/etcd
}

# Formats the data volumes that are new and mounts them. Machines without such volumes keep what belongs there on their own disk.
mount_data_disks() {
  local letters=ghijklmnop i=0 path disk fstab=${fstab:-/etc/fstab}
  while IFS= read -r path; do
    (umask 022 && mkdir -p "$path")
    disk=$(volume_device "sd${letters:i:1}")
    i=$((i + 1))
    [ -n "$disk" ] || continue
    blkid -p "$disk" >/dev/null || mkfs.ext4 -q "$disk"
    grep -q " $path " "$fstab" 2>/dev/null || echo "UUID=$(blkid -s UUID -o value "$disk") $path ext4 noatime,nofail 0 2" >>"$fstab"
    systemctl daemon-reload
    mountpoint -q "$path" || mount "$path"
    chmod 755 "$path"
  done < <(jq -r '.dataDisks // [] | .[].mountPath' "$machine")
}

# The node group's own script: once, with nothing of this program about it, before there is a secret on this machine.
run_user_script() {
  local script=${machine%/*}/user-script status=0
  [ ! -e "$script.done" ] || return 0
  jq -j '.userScript // empty' "$machine" >"$script"
  [ -s "$script" ] || return 0
  (cd / && umask 022 && exec env -i HOME="$HOME" PATH="$PATH" bash "$script" </dev/null 3>&- 9>&-) || status=$?
  [ $status = 0 ] || fail "the node group's user script ended with status $status"
  : >"$script.done"
}

read_secret() {
  jq -nc --arg id "$secret_id" '{SecretId: $id}' | aws_call secretsmanager secretsmanager.GetSecretValue |
    jq -ej .SecretString >"$run/secret.json"
}

# The first try, while the machine gets ready for what it holds.
ask_for_secret() {
  { trap - EXIT && read_secret; } 3>&- 9>&- &
  asking=$!
}

fetch_secret() {
  local status attempt
  # A new machine's role may take some seconds until AWS knows it everywhere.
  for attempt in {1..60}; do
    status=0
    if [ -n "$asking" ]; then wait "$asking" || status=$?; else read_secret || status=$?; fi
    asking=
    [ $status != 0 ] || return 0
    echo "try $attempt: the secret cannot be read"
    sleep 2
  done
  fail "the machine's secret cannot be read"
}
