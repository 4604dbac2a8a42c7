#!/bin/bash
# Makes a node image of a Debian 12 machine on AWS, as EC2 Image Builder runs it: root, once, from the folder that holds files/.
# install.sh KUBERNETES-VERSION [ETCD-BEFORE], such as v1.37.2 3.6.8-0: the tag of etcd's image of the minor before, where that is another
set -euo pipefail
version=${1:?usage: install.sh KUBERNETES-VERSION [ETCD-BEFORE]}
etcd_before=${2:-}
here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export DEBIAN_FRONTEND=noninteractive
architecture=$(dpkg --print-architecture)
apt-get update -q
# conntrack, ethtool, socat, iptables: what kubelet, kubeadm and the port mapping of pods look for; nvme-cli: names of EBS volumes.
apt-get install -qy --no-install-recommends \
  containerd runc containernetworking-plugins nftables jq curl ca-certificates \
  conntrack ethtool iproute2 iptables nvme-cli socat

for program in kubelet kubeadm kubectl; do
  for file in "$program" "$program.sha512"; do
    curl --fail --silent --show-error --location --retry 5 -o "$work/$file" "https://dl.k8s.io/$version/bin/linux/$architecture/$file"
  done
  echo "$(<"$work/$program.sha512")  $work/$program" | sha512sum --check --quiet
  install -m 755 "$work/$program" "/usr/local/bin/$program"
done

cp -r --no-preserve=mode,ownership "$here/files/." /
chmod 755 /usr/local/lib/kubewright/{boot,send-snapshots,finalise}
# What says how the kubelet is started is root's alone, as CIS wants it.
chmod 600 /etc/systemd/system/kubelet.service{,.d/10-kubeadm.conf}
pause=$(kubeadm config images list --kubernetes-version "$version" | grep /pause:)
sed -i "s,@PAUSE_IMAGE@,$pause," /etc/containerd/config.toml
# Not among the files: local machines share one kernel.
printf 'fs.inotify.max_user_instances = 8192\nfs.inotify.max_user_watches = 524288\n' >/etc/sysctl.d/91-kubewright-inotify.conf
swapoff -a
sed -i '/\sswap\s/d' /etc/fstab

systemctl daemon-reload
systemctl enable containerd kubelet kubewright-pods kubewright-snapshots.path kubewright-finalise.path
systemctl restart containerd
kubeadm config images pull --kubernetes-version "$version"
# For snapshots: etcd's own tool, of the very version that runs.
etcd=$(kubeadm config images list --kubernetes-version "$version" | grep /etcd:)
# A cluster that has been upgraded runs it until its next upgrade, so that it can go back.
[ -z "$etcd_before" ] || ctr -n k8s.io images pull "${etcd%:*}:$etcd_before" >/dev/null
mkdir -p "$work/etcd"
ctr -n k8s.io images mount "$etcd" "$work/etcd"
install -m 755 "$work/etcd/usr/local/bin/etcdutl" /usr/local/bin/etcdutl
ctr -n k8s.io images unmount --rm "$work/etcd"

# What must not be the same on every machine, and caches.
cloud-init clean --logs
truncate --size 0 /etc/machine-id
apt-get clean
rm -rf /var/lib/apt/lists/*
