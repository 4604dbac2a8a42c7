import { roles } from "#contract/roles.ts";

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const style = `
:root{color-scheme:light dark;--line:#8c96a3;--act:#0b5cad}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:15px/1.5 "Open Sans","Helvetica Neue",Arial,sans-serif;background:light-dark(#f6f7f9,#10151c);color:light-dark(#16191f,#e6eaef)}
main{width:min(380px,calc(100vw - 40px));padding:28px;box-sizing:border-box;border:1px solid light-dark(#dfe3e8,#313b48);border-radius:12px;background:light-dark(#fff,#171d26)}
h1{margin:0 0 4px;font-size:20px}p{margin:0 0 18px}
label{display:block;margin-bottom:12px;font-weight:600}
input,select{display:block;width:100%;margin-top:4px;padding:7px 10px;box-sizing:border-box;font:inherit;font-weight:400;border:1px solid var(--line);border-radius:8px;background:transparent;color:inherit}
option{color:#16191f}
button{width:100%;margin-top:8px;padding:9px;font:inherit;font-weight:600;color:#fff;background:var(--act);border:0;border-radius:8px;cursor:pointer}
`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;

/** Who somebody is, believed as it is said. @param request what goes back with the form */
export const signInPage = (request: readonly (readonly [name: string, value: string])[]): string => {
  const hidden = request.map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const options = [...roles].reverse().map((role) => `<option>${role}</option>`);
  return page(
    "Sign in to Kubewright",
    `<h1>Sign in to Kubewright</h1><p>On this computer everybody is believed.</p><form method="post" action="/authorize">${hidden.join("")}
<label>Tenant<input name="tenant" value="local" required></label>
<label>Name<input name="subject" value="you" required></label>
<label>Role<select name="role">${options.join("")}</select></label>
<button autofocus>Sign in</button></form>`,
  );
};

export const refusalPage = (why: string): string =>
  page("Not signed in", `<h1>This cannot be signed in to</h1><p>${escaped(why)}</p>`);
