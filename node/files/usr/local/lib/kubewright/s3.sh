# shellcheck shell=bash
# Objects of S3 by curl, signed with the credentials of the machine's role; needs aws.sh.

# s3_object METHOD BUCKET KEY SHA256 CURL-OPTION...: SHA256 is the body's. Fails unless S3 answers with 2xx.
s3_object() {
  local method=$1 bucket=$2 key=$3 hash=$4 url
  shift 4
  refresh_credentials || return 1
  url=https://$bucket.s3.$region.amazonaws.com/$key
  [ -z "${AWS_ENDPOINT_URL:-}" ] || url=$AWS_ENDPOINT_URL/$bucket/$key
  jq -r --arg url "$url" --arg region "$region" --arg hash "$hash" '
    def option($name; $value): "\($name) = \($value | tojson)";
    option("url"; $url),
    option("aws-sigv4"; "aws:amz:\($region):s3"),
    option("user"; "\(.AccessKeyId):\(.SecretAccessKey)"),
    option("header"; "X-Amz-Security-Token: \(.Token)"),
    option("header"; "X-Amz-Content-Sha256: \($hash)")' "$run/credentials.json" |
    curl --config - --silent --show-error --fail --max-time 600 -X "$method" "$@"
}

# What an empty body has.
no_body=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
