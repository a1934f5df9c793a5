import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { noteCaller, noteSurprise } from '../callRecorder.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import { answerAuthorizeRequest, usersToOffer, type AuthorizeOutcome } from './authorize.ts';
import { instanceDiscovery, openIdConfiguration } from './discovery.ts';
import { EntraError } from './entraErrors.ts';
import { requireTenantSegment, tenantForUser, type EntraState } from './entraState.ts';
import { accountPickerPage, deviceLoginPage, formPostPage, messagePage } from './pages.ts';
import { parseRequestedClaims } from './requestedClaims.ts';
import { deviceCodeLifetimeSeconds } from './sessions.ts';
import { answerTokenRequest, requireUser } from './tokenEndpoint.ts';

/** `login.microsoftonline.com`. */
export function createEntraApi(state: EntraState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();

  app.get('/common/discovery/instance', (c) => c.json(instanceDiscovery('common')));

  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => {
    const segment = c.req.param('tenant');
    requireTenantSegment(state, segment);
    return c.json(openIdConfiguration(segment, state.directory.findTenant(segment)?.tenantId ?? '{tenantid}'));
  });

  app.on('GET', ['/:tenant/discovery/v2.0/keys', '/:tenant/discovery/keys'], (c) =>
    c.json({ keys: [state.tokens.publicJwk] }),
  );

  app.get('/:tenant/oauth2/v2.0/authorize', (c) => {
    const query = new URL(c.req.url).searchParams;
    const outcome = answerAuthorizeRequest(state, c.req.param('tenant'), query);
    return sendOutcome(c, outcome, c.req.param('tenant'), query.toString());
  });

  app.post('/:tenant/login', async (c) => {
    const form = await readForm(c);
    const request = form.get('request') ?? '';
    const choice = form.has('cancel') ? 'cancelled' : { upn: form.get('upn') ?? '' };
    const outcome = answerAuthorizeRequest(state, c.req.param('tenant'), new URLSearchParams(request), choice);
    return sendOutcome(c, outcome, c.req.param('tenant'), request);
  });

  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    c.header('Cache-Control', 'no-store, no-cache');
    const [tenantId, form] = [c.req.param('tenant'), await readForm(c)];
    const session =
      state.sessions.findRefreshToken(form.get('refresh_token') ?? '') ??
      state.sessions.findCode(form.get('code') ?? '')?.session;
    if (session !== undefined) {
      noteCaller(c.env.outgoing, { name: session.upn, tenantId });
    }
    return c.json(await answerTokenRequest(state, tenantId, form));
  });

  app.post('/:tenant/oauth2/v2.0/devicecode', async (c) => {
    const tenantSegment = c.req.param('tenant');
    requireTenantSegment(state, tenantSegment);
    const form = await readForm(c);
    const clientId = form.get('client_id');
    const scope = form.get('scope');
    if (clientId === undefined) {
      throw new EntraError(90014, ['client_id']);
    }
    if (scope === undefined) {
      throw new EntraError(90014, ['scope']);
    }
    const added = state.sessions.addDeviceCode({ clientId, tenantSegment, scope, claims: form.get('claims') });
    const verificationUri = 'https://login.microsoftonline.com/devicelogin';
    return c.json({
      user_code: added.userCode,
      device_code: added.deviceCode,
      verification_uri: verificationUri,
      expires_in: deviceCodeLifetimeSeconds,
      interval: 5,
      message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${added.userCode} to authenticate.`,
    });
  });

  app.get('/devicelogin', (c) => c.html(deviceLoginPage()));
  app.post('/devicelogin', async (c) => {
    const form = await readForm(c);
    const userCode = form.get('user_code') ?? form.get('request') ?? '';
    const entry = state.sessions.findUserCode(userCode);
    if (entry?.state !== 'pending') {
      return c.html(deviceLoginPage("That code didn't work. Check the code and try again."));
    }
    if (form.has('cancel')) {
      entry.state = 'declined';
      return c.html(messagePage('Cancelled', 'You declined the sign-in. You may close this window.'));
    }
    const upn = form.get('upn');
    if (upn === undefined) {
      return c.html(accountPickerPage(usersToOffer(state), '/devicelogin', entry.userCode));
    }
    approveDeviceCode(state, userCode, upn);
    return c.html(messagePage("You're signed in", 'You have signed in on your device. You may now close this window.'));
  });

  // Every browser asks for it.
  app.get('/favicon.ico', (c) => c.body(null, 204));

  app.notFound((c) => {
    noteSurprise(c.env.outgoing, `Entra has no ${c.req.method} ${c.req.path}`);
    return c.html(messagePage('Sorry', 'AADSTS90100: This page is not simulated.'), 404);
  });

  app.onError((error, c) => {
    const known = error instanceof EntraError ? error : undefined;
    if (!known) {
      noteSurprise(c.env.outgoing, `the simulator failed: ${error.message}`);
      return c.text('The simulator failed.', 500);
    }
    if (known.isSurprise) {
      noteSurprise(c.env.outgoing, known.message);
    }
    if (c.req.path.endsWith('/authorize') || c.req.path.endsWith('/login') || c.req.path === '/devicelogin') {
      return c.html(messagePage('Sorry, but we’re having trouble signing you in', known.message), 400);
    }
    const correlationId = c.req.header('client-request-id') ?? randomUUID();
    return c.json(known.toJson(correlationId), known.status as 400);
  });
  return app;
}

/**
 * What happens when a person enters the code on the device login page and picks an account.
 *
 * @throws EntraError 70018 for an unknown code, 50020 where the person is not in the tenant that was asked for.
 */
export function approveDeviceCode(state: EntraState, userCode: string, upn: string): void {
  const entry = state.sessions.findUserCode(userCode);
  if (!entry) {
    throw new EntraError(70018);
  }
  const user = requireUser(state, upn);
  tenantForUser(state, entry.tenantSegment, user, entry.clientId);
  entry.state = state.sessions.start(user, entry.clientId, parseRequestedClaims(entry.claims).acrs);
}

function sendOutcome(
  c: Context<SimulatorEnv>,
  outcome: AuthorizeOutcome,
  tenantSegment: string,
  request: string,
): Response | Promise<Response> {
  if (outcome.kind === 'pick') {
    return c.html(accountPickerPage(outcome.users, `/${tenantSegment}/login`, request));
  }
  if (outcome.responseMode === 'form_post') {
    return c.html(formPostPage(outcome.redirectUri, outcome.fields));
  }
  const target = new URL(outcome.redirectUri);
  const fields = new URLSearchParams(outcome.fields.map(([name, value]): [string, string] => [name, value]));
  if (outcome.responseMode === 'fragment') {
    target.hash = fields.toString();
  } else {
    for (const [name, value] of fields) {
      target.searchParams.append(name, value);
    }
  }
  return c.redirect(target.toString(), 302);
}

async function readForm(c: Context<SimulatorEnv>): Promise<Map<string, string>> {
  const body = await c.req.parseBody();
  return new Map(Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
