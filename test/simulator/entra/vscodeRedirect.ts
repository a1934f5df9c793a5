import { Hono } from 'hono';
import type { SimulatorEnv } from '../honoEnv.ts';
import { noteSurprise } from '../callRecorder.ts';

/** `https://vscode.dev/redirect`: sends the browser on to the workbench's callback URL, which travels in `state`. */
export function createVscodeRedirect(): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.on(['GET', 'POST'], '/redirect', async (c) => {
    const fields = new Map<string, string>(Object.entries(c.req.query()));
    if (c.req.method === 'POST') {
      for (const [name, value] of Object.entries(await c.req.parseBody())) {
        if (typeof value === 'string') {
          fields.set(name, value);
        }
      }
    }
    const state = fields.get('state') ?? '';
    if (!URL.canParse(state)) {
      noteSurprise(c.env.outgoing, 'vscode.dev/redirect without a callback URL in state');
      return c.text('The state is no URL.', 400);
    }
    const target = new URL(state);
    for (const name of ['code', 'state', 'client_info', 'error', 'error_description', 'error_uri']) {
      const value = fields.get(name);
      if (value !== undefined) {
        target.searchParams.append(name, value);
      }
    }
    return c.redirect(target.toString(), 302);
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.notFound((c) => {
    noteSurprise(c.env.outgoing, `vscode.dev has no ${c.req.method} ${c.req.path}`);
    return c.text('Not found.', 404);
  });
  return app;
}
