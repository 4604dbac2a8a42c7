// The Node runtime of a Lambda function: loads the handler, then takes one invocation after the other from the Runtime API.
// Source: AWS Lambda developer guide, "Building Lambda functions with Node.js".
import { existsSync } from "node:fs";
import http from "node:http";
import { enableCompileCache, flushCompileCache } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1, noDelay: true });
// Compiled code of the same bundle is kept, so that later processes of the function start sooner.
enableCompileCache(process.env.KUBEWRIGHT_COMPILE_CACHE);
delete process.env.KUBEWRIGHT_COMPILE_CACHE;

const ask = (method, name, body, headers = {}) =>
  new Promise((resolve, reject) => {
    const request = http.request(
      { host, port, agent, method, path: `/2018-06-01/runtime/${name}`, headers: { ...headers, ...lengthOf(body) } },
      (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });

const lengthOf = (body) => (body === undefined ? {} : { "content-length": Buffer.byteLength(body) });

/** As AWS puts errors into answers and logs. */
const asAnswer = (error) =>
  error instanceof Error || (typeof error === "object" && error !== null && "stack" in error)
    ? {
        errorType: error.name ?? "Error",
        errorMessage: error.message ?? "",
        trace: String(error.stack ?? "").split("\n"),
      }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const report = (name, error, headers = {}) => {
  const answer = asAnswer(error);
  return ask("POST", name, JSON.stringify(answer), {
    ...headers,
    "content-type": "application/json",
    "lambda-runtime-function-error-type": answer.errorType.replace(/[^\x20-\x7e]/g, "?"),
  });
};

// Whoever reads this is gone, and with it the Runtime API: nobody will ask for anything any more.
process.stdout.on("error", () => process.exit(0));

let requestId = "undefined";
const levels = { log: "INFO", info: "INFO", warn: "WARN", error: "ERROR", debug: "DEBUG", trace: "TRACE" };
/** One line an entry: CloudWatch takes a carriage return for a line break inside an entry. */
const print = (level, text) => {
  const entry = [new Date().toISOString(), requestId, level, text].join("\t").replace(/\n/g, "\r");
  process.stdout.write(`${entry}\n`);
};
for (const [name, level] of Object.entries(levels)) console[name] = (...words) => print(level, format(...words));

class RuntimeError extends Error {
  constructor(name, message, cause) {
    super(message, { cause });
    this.name = `Runtime.${name}`;
    if (cause?.stack) this.stack = cause.stack;
  }
}

const load = async () => {
  const root = process.env.LAMBDA_TASK_ROOT;
  const handler = process.env._HANDLER;
  const parts = /^(.*?)([^/]+)\.([^.]+)$/.exec(handler);
  if (!parts) throw new RuntimeError("MalformedHandlerName", "Bad handler");
  const [, folder, name, key] = parts;
  const base = path.resolve(root, folder, name);
  const file = [base, `${base}.js`, `${base}.mjs`, `${base}.cjs`].find((candidate) => existsSync(candidate));
  if (!file) throw new RuntimeError("ImportModuleError", `Error: Cannot find module '${name}'`);
  let module;
  try {
    module = await import(pathToFileURL(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError("UserCodeSyntaxError", String(error), error);
    if (error?.code === "ERR_MODULE_NOT_FOUND" || error?.code === "MODULE_NOT_FOUND")
      throw new RuntimeError("ImportModuleError", String(error), error);
    throw error;
  }
  const found = module[key] ?? module.default?.[key];
  if (found === undefined) throw new RuntimeError("HandlerNotFound", `${handler} is undefined or not exported`);
  if (typeof found !== "function") throw new RuntimeError("HandlerNotFound", `${handler} is not a function`);
  return found;
};

const contextOf = (headers) => {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    awsRequestId: requestId,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};

/** Handlers answer with a promise or through the callback. */
const call = (handler, event, context) =>
  new Promise((resolve, reject) => {
    const answered = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)));
    if (typeof answered?.then === "function") answered.then(resolve, reject);
  });

/** What nobody caught ends the process, after it has been said. */
for (const [event, name] of [
  ["uncaughtException", "Uncaught Exception"],
  ["unhandledRejection", "Unhandled Promise Rejection"],
])
  process.on(event, (error) => {
    const cause =
      event === "unhandledRejection" ? new RuntimeError("UnhandledPromiseRejection", String(error), error) : error;
    print("ERROR", `${name} \t${JSON.stringify(asAnswer(cause))}`);
    void report(requestId === "undefined" ? "init/error" : `invocation/${requestId}/error`, cause).finally(() =>
      process.exit(129),
    );
  });

/** Lets an invocation go wrong as it was ordered (faults.py); undefined when nothing was. */
const armed = async (text) => (text === undefined ? undefined : (await import("./faults.mjs")).arm(JSON.parse(text)));

let handler;
try {
  handler = await load();
  flushCompileCache();
} catch (error) {
  print("ERROR", `Uncaught Exception \t${JSON.stringify(asAnswer(error))}`);
  await report("init/error", error);
  process.exit(1);
}

for (;;) {
  const { status, headers, text } = await ask("GET", "invocation/next").catch(() => ({ status: 0 }));
  if (status !== 200) process.exit(0);
  requestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const fault = await armed(headers["kubewright-fault"]);
  try {
    fault?.at("begin");
    const value = await call(handler, JSON.parse(text), contextOf(headers));
    fault?.at("end");
    await ask("POST", `invocation/${requestId}/response`, JSON.stringify(value) ?? "null", fault?.disarm());
  } catch (error) {
    print("ERROR", `Invoke Error \t${JSON.stringify(asAnswer(error))}`);
    await report(`invocation/${requestId}/error`, error, fault?.disarm());
  }
}
