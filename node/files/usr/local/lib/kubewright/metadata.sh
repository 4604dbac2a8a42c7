# shellcheck shell=bash
# What EC2 tells a machine about itself (IMDSv2).
metadata_url=http://169.254.169.254/latest

# The token goes to curl by standard input: arguments can be read by every process.
metadata() { # PATH
  printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$metadata_token" |
    curl --config - --silent --fail --max-time 5 --retry 5 --retry-connrefused "$metadata_url/meta-data/$1"
}

# The same for several at once, a line each; an empty one where there is none.
metadata_each() { # PATH...
  {
    printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$metadata_token"
    printf "url = \"$metadata_url/meta-data/%s\"\n" "$@"
  } | curl --config - --silent --fail --max-time 5 --retry 5 --retry-connrefused --write-out '\n' || true
}

open_metadata() {
  metadata_token=$(curl --silent --show-error --fail --max-time 5 --retry 30 --retry-delay 1 --retry-all-errors \
    -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 3600' "$metadata_url/api/token")
}

# After open_metadata. Sets instance_id, address, zone, node_name, and writes identity.json with these and more.
read_identity() {
  local told type partition host
  mapfile -t told < <(metadata_each instance-id local-ipv4 placement/availability-zone instance-type placement/partition-number placement/host-id)
  instance_id=${told[0]:-} address=${told[1]:-} zone=${told[2]:-} type=${told[3]:-} partition=${told[4]:-} host=${told[5]:-}
  { [ -n "$instance_id" ] && [ -n "$address" ] && [ -n "$zone" ] && [ -n "$type" ]; } || fail 'EC2 does not tell what this machine is'
  node_name=ip-${address//./-}
  # A partition where the placement group has partitions, else the host where the cloud tells.
  jq -n --arg instanceId "$instance_id" --arg address "$address" --arg zone "$zone" --arg region "$region" \
    --arg nodeName "$node_name" --arg instanceType "$type" --arg faultDomain "${partition:-$host}" \
    '$ARGS.named' >"$run/identity.json"
  echo "this is $instance_id, $node_name in $zone"
}
