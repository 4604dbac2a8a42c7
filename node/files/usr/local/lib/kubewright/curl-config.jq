# A call of an AWS API as a configuration of curl. Input: the body, as text. A JSON string is a string of curl's, too.
def option($name; $value): "\($name) = \($value | tojson)";
$credentials[0] as $c
| option("url"; $url),
  option("request"; "POST"),
  option("aws-sigv4"; "aws:amz:\($region):\($service)"),
  option("user"; "\($c.AccessKeyId):\($c.SecretAccessKey)"),
  option("header"; "X-Amz-Security-Token: \($c.Token)"),
  option("header"; "X-Amz-Target: \($target)"),
  option("header"; "Content-Type: application/x-amz-json-\(if $service == "states" then "1.0" else "1.1" end)"),
  option("data-raw"; .)
