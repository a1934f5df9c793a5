import { html } from 'hono/html';
import type { User } from '../scenario.ts';

type Page = ReturnType<typeof html>;

const style = `body{font-family:system-ui,sans-serif;background:#f2f2f2;display:grid;place-items:center;min-height:90vh}
main{background:#fff;padding:2rem;width:24rem;box-shadow:0 2px 6px #0003}
button,input{display:block;width:100%;box-sizing:border-box;margin:.5rem 0;padding:.7rem;font:inherit;text-align:left}
small{color:#555}`;

function page(title: string, body: Page): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
          <p><small>Simulated Microsoft Entra ID. No password is asked for.</small></p>
        </main>
      </body>
    </html>`;
}

/** One button per person. Posts `request` (what was asked for), and `upn` or `cancel`. */
export function accountPickerPage(users: readonly User[], action: string, request: string): Page {
  const buttons = users.map(
    (user) => html`<button type="submit" name="upn" value="${user.upn}">${user.displayName}<br />${user.upn}</button>`,
  );
  return page(
    'Pick an account',
    html`<form method="post" action="${action}">
      <input type="hidden" name="request" value="${request}" />
      ${buttons}
      <button type="submit" name="cancel" value="true">Cancel</button>
    </form>`,
  );
}

/** Hands the answer over by a form that submits itself (`response_mode=form_post`). */
export function formPostPage(redirectUri: string, fields: readonly (readonly [string, string])[]): Page {
  const inputs = fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  return page(
    'Working',
    html`<form method="post" action="${redirectUri}">
        ${inputs}
        <noscript><button type="submit">Continue</button></noscript>
      </form>
      <script>
        document.forms[0].submit();
      </script>`,
  );
}

export function deviceLoginPage(problem?: string): Page {
  return page(
    'Enter code',
    html`${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
      <form method="post" action="/devicelogin">
        <label>Code <input name="user_code" autocomplete="off" autofocus /></label>
        <button type="submit">Next</button>
      </form>`,
  );
}

export function messagePage(title: string, message: string): Page {
  return page(title, html`<p>${message}</p>`);
}
