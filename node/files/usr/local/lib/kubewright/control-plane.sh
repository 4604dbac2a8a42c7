# shellcheck shell=bash
# A control-plane machine. All members of a new cluster start at once, each with every key and the full list of etcd's members; they are
# equal: whichever is first completes the cluster. One that comes later joins as kubeadm has it.

# PEM has nothing that JSON escapes but the ends of lines, which printf undoes: no process a file, on a machine that has enough to do.
lay_out_keys() {
  local name content
  mkdir -p /etc/kubernetes/pki/etcd
  while read -r name content; do
    [[ $name =~ ^pki/(etcd/)?[a-z-]+\.(crt|key|pub)$ ]] || fail "the secret has a file $name"
    printf '%b' "$content" >"/etc/kubernetes/$name"
  done < <(jq -r '.files | to_entries[] | "\(.key) \(.value | tojson[1:-1])"' "$run/secret.json")
  settings encryptionConfiguration >/etc/kubernetes/encryption.json
}

write_patches() {
  rm -rf /etc/kubernetes/patches
  mkdir -p /etc/kubernetes/patches
  settings etcdPatch >/etc/kubernetes/patches/etcd0+json.json
  settings corednsPatch >/etc/kubernetes/patches/corednsdeployment0+strategic.json
}

# The programs that can emulate; etcd runs the older minor as it is.
write_emulation() {
  local component
  rm -rf /etc/kubernetes/patches
  mkdir -p /etc/kubernetes/patches
  for component in kube-apiserver kube-controller-manager kube-scheduler; do
    settings emulationPatch >"/etc/kubernetes/patches/${component}0+json.json"
  done
}

# What one member does for all; and the hints for somebody who would join by hand.
for_all=upload-config,upload-certs,bootstrap-token,kubelet-finalize,addon,show-join-command

# What one member does for all is left out here; kubelet-finalize would restart the kubelet for two lines of a file.
# The members wait for each other: one that is late makes another's calls time out, which pass when they are tried again.
init_member() {
  local try skipped
  write_patches
  for try in 1 2 3; do
    skipped=$for_all
    # What a try before has left makes the preflight checks refuse; the phases themselves can be repeated.
    [ ! -e /etc/kubernetes/manifests/etcd.yaml ] || skipped=preflight,$skipped
    if kubeadm_init "$skipped"; then
      finalize_kubelet
      return
    fi
    echo "kubeadm init failed, try $try of 3"
  done
  return 1
}

# As the phase kubelet-finalize: from now on the kubelet's certificate is the one that it renews by itself.
finalize_kubelet() {
  local certificate=/var/lib/kubelet/pki/kubelet-client-current.pem tries
  for tries in $(seq 300); do
    [ ! -s "$certificate" ] || break
    sleep 0.2
  done
  [ -s "$certificate" ] || fail "the kubelet has no certificate after $((tries / 5)) s"
  sed -i -E "s,client-(certificate|key)-data: .*,client-\1: $certificate," /etc/kubernetes/kubelet.conf
}

# A member more joins only while a stage of the service waits for it: by then whoever had to leave etcd has left.
await_turn() {
  local deadline=$((SECONDS + 1800))
  until task_token >/dev/null; do
    [ $SECONDS -lt $deadline ] || fail 'nobody waits for this machine to join'
    sleep 0.3
  done
}

# While keys are rotated two authorities are trusted, and members that are there may have certificates of the other one. kubeadm writes the
# first one only into the kubeconfig that it goes on with, and takes a file that is there and begins with that one.
trust_all_authorities() {
  [ "$(grep -c 'BEGIN CERTIFICATE' /etc/kubernetes/pki/ca.crt)" -gt 1 ] || return 0
  kubeadm join phase control-plane-prepare kubeconfig --config "$run/join.yaml" &&
    sed -i "s,certificate-authority-data: .*,certificate-authority-data: $(base64 -w0 /etc/kubernetes/pki/ca.crt)," /etc/kubernetes/admin.conf
}

# The keys are there already, so none has to be fetched. Each phase but the first can be repeated; a kubelet that has its certificate has
# made its node, whose name kubeadm would take for another machine's.
join_member() {
  local try skipped joined=/var/lib/kubewright/joined
  if [ -e "$joined" ]; then
    echo 'this machine has joined before'
    systemctl restart kubelet
    return
  fi
  settings join | sed i--- >"$run/join.yaml"
  [ "$emulates" = nothing ] || write_emulation
  for try in 1 2 3; do
    skipped=''
    [ ! -e /etc/kubernetes/manifests/kube-apiserver.yaml ] || skipped=preflight
    [ ! -e /var/lib/kubelet/pki/kubelet-client-current.pem ] || skipped=preflight,kubelet-start
    if trust_all_authorities && kubeadm join --config "$run/join.yaml" ${skipped:+--skip-phases="$skipped"}; then
      : >"$joined"
      return
    fi
    echo "kubeadm join failed, try $try of 3"
  done
  return 1
}

# api METHOD PATH [BODY [TYPE]]: asks this machine's own API server as its administrator. Prints the answer; fails unless it is a 2xx.
api() {
  curl --silent --fail --max-time 10 --cacert /etc/kubernetes/pki/ca.crt --cert "$run/admin-certificate" --key "$run/admin-key" \
    -X "$1" -H "Content-Type: application/${4:-json}" ${3:+--data-raw "$3"} "https://$address:$port$2"
}

open_api() {
  local part
  for part in certificate key; do
    sed -n "s/^ *client-$part-data: //p" /etc/kubernetes/admin.conf | base64 -d >"$run/admin-$part"
  done
}

leases=/apis/coordination.k8s.io/v1/namespaces/kube-system/leases
marks=/api/v1/namespaces/kube-system/configmaps
lock_seconds=90

# Succeeds when completing the cluster is this member's to do. A holder that has died blocks the others for a while only.
take_lock() {
  local wanted held
  wanted=$(jq -nc --arg holder "$node_name" --arg now "$(date -u +%Y-%m-%dT%H:%M:%S.%6NZ)" --argjson seconds "$lock_seconds" '
    {apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: {name: "kubewright-birth"},
     spec: {holderIdentity: $holder, acquireTime: $now, leaseDurationSeconds: $seconds}}')
  api POST "$leases" "$wanted" >/dev/null && return 0
  held=$(api GET "$leases/kubewright-birth") || return 1
  # One of its own is left from a try before; one that is too old, from a member that did not come back.
  wanted=$(jq -ce --argjson wanted "$wanted" '
    select(.spec.holderIdentity == $wanted.spec.holderIdentity
      or (.spec.acquireTime | sub("\\.[0-9]+"; "") | fromdateiso8601) + .spec.leaseDurationSeconds < now)
    | $wanted + {metadata: {name: .metadata.name, resourceVersion: .metadata.resourceVersion}}' <<<"$held") || return 1
  api PUT "$leases/kubewright-birth" "$wanted" >/dev/null
}

# Each zone has a DNS server of its own (corednsPatch); pods ask that of their zone, so that the loss of another does not concern them.
serve_dns_by_zone() {
  api PATCH /api/v1/namespaces/kube-system/services/kube-dns '{"spec": {"trafficDistribution": "PreferClose"}}' merge-patch+json >/dev/null
}

# Uploads the configuration, makes the bootstrap token and the add-ons, and leaves a mark that this is done.
complete_as_first() {
  echo 'this member completes the cluster'
  kubeadm_init preflight,certs,kubeconfig,etcd,control-plane,kubelet-start,wait-control-plane,upload-certs,mark-control-plane,kubelet-finalize,show-join-command
  serve_dns_by_zone
  api POST "$marks" "$(jq -nc --arg by "$node_name" '{apiVersion: "v1", kind: "ConfigMap", metadata: {name: "kubewright-born"}, data: {by: $by}}')" >/dev/null
}

complete_cluster() {
  local deadline=$((SECONDS + 600))
  open_api
  until api GET "$marks/kubewright-born" >/dev/null; do
    [ $SECONDS -lt $deadline ] || fail 'nobody has completed the cluster'
    if take_lock; then complete_as_first; else sleep 0.3; fi
  done
  # Its certificate passes by every rule of the cluster; from here on nobody needs it.
  rm -f /etc/kubernetes/super-admin.conf
}
