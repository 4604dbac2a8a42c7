# shellcheck shell=bash
# AWS's JSON APIs by curl, signed with the credentials of the machine's role. No secret is ever an argument of a program.

# Credentials live for hours; they are fetched anew well before their end.
refresh_credentials() {
  local file=$run/credentials.json role_name
  [ -z "$(find "$file" -mmin -20 2>/dev/null)" ] || return 0
  role_name=$(metadata iam/security-credentials/)
  metadata "iam/security-credentials/$role_name" >"$file.$BASHPID"
  mv "$file.$BASHPID" "$file"
}

# aws_call SERVICE TARGET: the body is read from standard input, the answer is printed.
# Returns 1 when the service refuses (its reason goes to standard error), 2 when the same call may succeed later.
aws_call() {
  local service=$1 target=$2 answer status reason
  refresh_credentials || return 2
  answer=$(jq -Rsr --slurpfile credentials "$run/credentials.json" --arg service "$service" --arg target "$target" \
    --arg region "$region" --arg url "${AWS_ENDPOINT_URL:-https://$service.$region.amazonaws.com}/" -f "$lib/curl-config.jq" |
    curl --config - --silent --max-time 10 --write-out '\n%{http_code}') || return 2
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  case $status in
    2??) printf '%s' "$answer" ;;
    4??)
      reason=$(jq -r '.__type // "refused"' <<<"$answer" 2>/dev/null) || reason=refused
      echo "$target: $reason" >&2
      # Rights of a new role and its credentials take a while until AWS knows them everywhere.
      [[ ! $reason =~ Throttl|TooManyRequests|AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken ]] || return 2
      return 1
      ;;
    *) return 2 ;;
  esac
}
