# shellcheck shell=bash
# A worker boots while the control plane does, and joins as soon as there is a cluster.

# kubeadm would look every 5 s. It checks what it finds against the CA's hash; this does not, it only looks whether it is there.
await_cluster() {
  local deadline=$((SECONDS + 1800)) token_id url writing
  # What kubeadm will be told, meanwhile.
  settings join >"$run/join.yaml" &
  writing=$!
  token_id=$(jq -r '.bootstrapToken | split(".")[0]' "$run/secret.json")
  url=https://$endpoint_host:$port/api/v1/namespaces/kube-public/configmaps/cluster-info
  until curl --silent --insecure --max-time 3 "$url" | grep "\"jws-kubeconfig-$token_id\":" >/dev/null; do
    [ $SECONDS -lt $deadline ] || fail 'the cluster does not answer'
    sleep 0.3
  done
  wait "$writing"
}
