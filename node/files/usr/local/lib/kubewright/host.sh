# shellcheck shell=bash
# What kubeadm finds ready: names, what pods may reach, etcd's disk.

prepare_host() {
  write_hosts
  write_pod_rules
  # Both are enabled in the image.
  systemctl restart kubewright-pods
  systemctl start containerd
}

# The API is found by a name that outlives every member. A member asks itself first: it is up before the load balancer knows.
write_hosts() {
  local host=$endpoint_host addresses one
  addresses=$(jq -r '.endpoint.addresses[]' "$machine")
  [ "$role" != control-plane ] || addresses=$(printf '%s\n%s' "$address" "$addresses")
  {
    grep -vE "[[:space:]](${host//./\\.}|$node_name)\$" /etc/hosts || true
    echo "$address $node_name"
    while read -r one; do echo "$one $host"; done <<<"$addresses"
  } >/etc/hosts.new
  chmod 644 /etc/hosts.new
  # Not renamed: a hosts file may be a mount of its own.
  cat /etc/hosts.new >/etc/hosts
  rm /etc/hosts.new
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

# The volume that was attached as /dev/sdf: on Nitro machines each NVMe disk knows the name it was given.
etcd_device() {
  local disk
  for disk in /dev/nvme[0-9]*n1; do
    [ -b "$disk" ] || continue
    [[ $(nvme id-ctrl --raw-binary "$disk" 2>/dev/null | tail -c +3073 | head -c 32 | tr -d ' \0') != *sdf ]] || {
      echo "$disk"
      return
    }
  done
  for disk in /dev/sdf /dev/xvdf; do
    [ ! -b "$disk" ] || {
      echo "$disk"
      return
    }
  done
}

# Machines without such a volume keep etcd's data on their own disk.
mount_etcd_volume() {
  local disk
  disk=$(etcd_device)
  [ -n "$disk" ] || return 0
  mkdir -p /var/lib/etcd
  blkid -p "$disk" >/dev/null || mkfs.ext4 -q -L kubewright-etcd "$disk"
  grep -q ' /var/lib/etcd ' /etc/fstab 2>/dev/null || echo 'LABEL=kubewright-etcd /var/lib/etcd ext4 noatime 0 2' >>/etc/fstab
  systemctl daemon-reload
  mountpoint -q /var/lib/etcd || mount /var/lib/etcd
}

fetch_secret() {
  local status attempt
  # A new machine's role may take some seconds until AWS knows it everywhere.
  for attempt in $(seq 60); do
    status=0
    jq -nc --arg id "$secret_id" '{SecretId: $id}' | aws_call secretsmanager secretsmanager.GetSecretValue |
      jq -ej .SecretString >"$run/secret.json" || status=$?
    [ $status != 0 ] || return 0
    echo "try $attempt: the secret cannot be read"
    sleep 2
  done
  fail "the machine's secret cannot be read"
}
