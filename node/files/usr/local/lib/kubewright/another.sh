# shellcheck shell=bash
# A member of a new cluster that is born with the snapshot of another one. What is in there of the other one's machines, and of its keys, has
# to go before an API server or a kubelet reads it: a machine may have the name of one of them, and would be taken for it. Needs
# control-plane.sh and snapshots.sh.

# By their keys in etcd. Nodes, their Leases, pods and volumes' attachments: nobody runs them. How the old control plane was found and trusted:
# its own addresses, its CA, who might join, and what marks a cluster as completed. What shuts a cluster that sleeps. kube-proxy, which would
# start with the old address of the API before kubeadm writes the new one.
of_others='^/registry/(
  (minions|csinodes|pods|volumeattachments|masterleases|certificatesigningrequests)/
  |leases/(kube-node-lease|kube-system)/
  |(services/endpoints|endpointslices)/default/kubernetes$
  |configmaps/[^/]+/kube-root-ca\.crt$
  |configmaps/kube-public/cluster-info$
  |configmaps/kube-system/(extension-apiserver-authentication|kubewright-born|kube-proxy)$
  |daemonsets/kube-system/kube-proxy$
  |secrets/kube-system/bootstrap-token-
  |validatingadmissionpolic(ies|ybindings)/kubewright-hibernation$
)'
of_others=${of_others//[$' \n']/}

# etcd of this member, once there are enough of them.
etcd_here() {
  "$etcdctl" --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt \
    --cert=/etc/kubernetes/pki/etcd/healthcheck-client.crt --key=/etc/kubernetes/pki/etcd/healthcheck-client.key \
    --command-timeout=60s "$@"
}

# unless_left MARK: makes the changes of standard input, such as `del "a key"`, in one transaction, unless the mark is there.
unless_left() {
  { printf 'create("%s") = "0"\n\n' "$1" && cat && printf '\n\n'; } | etcd_here txn | sed -n 1p
}

# All members do the same at once, and the first one that is through leaves a mark: none takes away what has come since.
forget_others() {
  local mark keys said=SUCCESS
  mark=/kubewright/born/$(jq -r .clusterId "$machine")
  etcd_here get /registry/ --prefix --keys-only | grep -E "$of_others" >"$run/others" || true
  while [ "$said" = SUCCESS ] && mapfile -t -n 100 keys && [ ${#keys[@]} -gt 0 ]; do
    said=$(printf 'del "%s"\n' "${keys[@]}" | unless_left "$mark") || return 1
  done <"$run/others"
  [ "$said" != SUCCESS ] || said=$(printf 'put "%s" "left"\n' "$mark" | unless_left "$mark") || return 1
  case $said in
    SUCCESS) echo "$(wc -l <"$run/others") objects of the other cluster's machines are left behind" ;;
    FAILURE) echo 'another member has left the other cluster behind' ;;
    *) return 1 ;;
  esac
}

# etcd alone, by kubeadm's own phases and the kubelet; the rest comes when what it holds is this cluster's.
leave_old_machines() {
  local skipped=control-plane,wait-control-plane,mark-control-plane,$for_all deadline=$((SECONDS + 600))
  etcdctl=$(image_programs etcd)/etcdctl || fail 'there is no image of etcd'
  write_patches
  [ ! -e /etc/kubernetes/manifests/etcd.yaml ] || skipped=preflight,$skipped
  kubeadm_init "$skipped" || fail 'kubeadm does not start etcd'
  until etcd_here endpoint health >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || fail 'etcd has no majority'
    sleep 0.3
  done
  forget_others || fail 'etcd does not let go of what is the other cluster'\''s'
}

# exempt_webhooks KIND: those that have no such condition yet are asked under the one that the service tells.
exempt_webhooks() {
  local path=/apis/admissionregistration.k8s.io/v1/$1webhookconfigurations found one
  found=$(api GET "$path") || return 1
  while IFS= read -r one; do
    api PUT "$path/$(jq -r .metadata.name <<<"$one")" "$one" >/dev/null || return 1
  done < <(jq -c --slurpfile machine "$machine" '
    $machine[0].restore.ofAnother as $condition
    | def ours: any(.matchConditions[]?; .name | startswith($condition.name | rtrimstr("-served")));
    .items[]? | select(any(.webhooks[]?; ours | not))
    | .webhooks |= map(if ours then . else
        (.clientConfig.service.namespace // "kube-system") as $own
        | .matchConditions += [$condition | .expression |= gsub("NAMESPACE"; $own)] end)' <<<"$found")
}

# Volumes of the other cluster are not this one's to delete.
retain_volumes() {
  local found name
  found=$(api GET /api/v1/persistentvolumes) || return 1
  for name in $(jq -r '.items[]? | select(.spec.persistentVolumeReclaimPolicy != "Retain") | .metadata.name' <<<"$found"); do
    api PATCH "/api/v1/persistentvolumes/$name" '{"spec": {"persistentVolumeReclaimPolicy": "Retain"}}' merge-patch+json >/dev/null || return 1
  done
}

# Beside kubeadm, as soon as this member's API server answers: webhooks whose pods are gone would keep out nodes, and themselves.
open_early() {
  local deadline=$((SECONDS + 600))
  open_api
  until exempt_webhooks validating && exempt_webhooks mutating && retain_volumes; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.3
  done
}
