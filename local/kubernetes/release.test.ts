import { expect, test } from "@jest/globals";
import { isRecent } from "./go.ts";
import { checksumIn } from "./release.ts";

const [one, other] = ["a".repeat(64), "b".repeat(64)];

test("a checksum is found beside its file's name, or alone", () => {
  expect(checksumIn(`${one}  x.tar.gz\n${other} *y.tar.gz\n`, "y.tar.gz")).toBe(other);
  expect(checksumIn(`${one}\n`, "x.tar.gz")).toBe(one);
});

test("no checksum of another file is taken, nor what is none", () => {
  expect(checksumIn(`${one}  x.tar.gz\n${other}  y.tar.gz\n`, "z.tar.gz")).toBeUndefined();
  expect(checksumIn(`${one}  x.tar.gz\n`, "z.tar.gz")).toBeUndefined();
  expect(checksumIn("<html>not found</html>", "x.tar.gz")).toBeUndefined();
});

test.each([
  ["go version go1.26.8 linux/amd64", true],
  ["go version go1.27rc1 linux/amd64", true],
  ["go version go2.0 linux/amd64", true],
  ["go version go1.25.9 linux/amd64", false],
  ["go: command not found", false],
])("%s is recent enough: %s", (said, expected) => {
  expect(isRecent(said)).toBe(expected);
});
