# shellcheck shell=bash
# kubeadm, with configurations made by kubeadm.jq.

# settings DEFINITION: prints documents of kubeadm.jq, a line each.
settings() {
  jq -nr --slurpfile machine "$machine" --slurpfile identity "$run/identity.json" --slurpfile secret "$run/secret.json" \
    --argjson facts "$(facts)" \
    '$machine[0] as $machine | $identity[0] as $identity | $secret[0] as $secret |'" $(<"$lib/kubeadm.jq") $1"' | tojson'
}

# What this kernel can do; the same program runs on virtual machines and in namespaces.
facts() {
  local cgroup_v1=false conntrack_fixed=false
  [ -e /sys/fs/cgroup/cgroup.controllers ] || cgroup_v1=true
  [ ! -e /proc/sys/net/netfilter/nf_conntrack_max ] || [ -w /proc/sys/net/netfilter/nf_conntrack_max ] || conntrack_fixed=true
  printf '{"cgroupV1": %s, "conntrackFixed": %s}' $cgroup_v1 $conntrack_fixed
}

# kubeadm_init PHASES-TO-SKIP: all output but the bootstrap token goes to the log.
kubeadm_init() {
  local token line
  token=$(jq -r .bootstrapToken "$run/secret.json")
  settings init | sed i--- >"$run/init.yaml"
  kubeadm init --config "$run/init.yaml" --skip-phases="$1" 2>&1 | while IFS= read -r line; do printf '%s\n' "${line//"$token"/***}"; done
}

join_cluster() {
  if [ -e /etc/kubernetes/kubelet.conf ] && [ -e /var/lib/kubelet/pki/kubelet-client-current.pem ]; then
    echo 'this machine has joined before'
    systemctl restart kubelet
    return
  fi
  # Left by a try that was broken off; kubeadm would refuse. A kubelet without a configuration does not start (10-kubeadm.conf).
  [ ! -e /var/lib/kubelet/config.yaml ] || systemctl stop kubelet
  rm -f /etc/kubernetes/{kubelet,bootstrap-kubelet}.conf /etc/kubernetes/pki/ca.crt
  # What the preflight checks look for is in the image (node/install.sh), and the cluster is where await_cluster has found it.
  kubeadm join --config "$run/join.yaml" --skip-phases=preflight
}
