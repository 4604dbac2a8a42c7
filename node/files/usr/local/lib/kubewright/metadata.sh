# shellcheck shell=bash
# What EC2 tells a machine about itself (IMDSv2).
metadata_url=http://169.254.169.254/latest

# The token goes to curl by standard input: arguments can be read by every process.
metadata() { # PATH
  printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$metadata_token" |
    curl --config - --silent --fail --max-time 5 --retry 5 --retry-connrefused "$metadata_url/meta-data/$1"
}

metadata_if_any() { # PATH
  metadata "$1" 2>/dev/null || true
}

open_metadata() {
  metadata_token=$(curl --silent --show-error --fail --max-time 5 --retry 30 --retry-delay 1 --retry-all-errors \
    -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 3600' "$metadata_url/api/token")
}

# Sets instance_id, address, zone, node_name, and writes identity.json with these and more.
read_identity() {
  local fault_domain
  open_metadata
  instance_id=$(metadata instance-id)
  address=$(metadata local-ipv4)
  zone=$(metadata placement/availability-zone)
  node_name=ip-${address//./-}
  # A partition where the placement group has partitions, else the host where the cloud tells.
  fault_domain=$(metadata_if_any placement/partition-number)
  [ -n "$fault_domain" ] || fault_domain=$(metadata_if_any placement/host-id)
  jq -n --arg instanceId "$instance_id" --arg address "$address" --arg zone "$zone" --arg region "$region" \
    --arg nodeName "$node_name" --arg instanceType "$(metadata instance-type)" --arg faultDomain "$fault_domain" \
    '$ARGS.named' >"$run/identity.json"
  echo "this is $instance_id, $node_name in $zone"
}
