import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { GetTokenOptions } from '../../../../src/core/getToken/getTokenOptions.ts';
import { tokenRequest } from '../../../../src/core/getToken/tokenRequest.ts';
import { aksClientAppId, aksServerAppId } from '../../../../src/core/entra/scopes.ts';
import type { LoginMode } from '../../../../src/core/login/loginModeNames.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';
const identity = { serverId: aksServerAppId, tenantId, clientId };

function proofOf(mode: LoginMode, options: GetTokenOptions, environment = {}): unknown {
  return tokenRequest(mode, options, environment).proof;
}

function messageOf(mode: LoginMode, options: GetTokenOptions, environment = {}): string {
  try {
    tokenRequest(mode, options, environment);
  } catch (error) {
    assert.ok(error instanceof AksEntraError);
    return error.message;
  }
  assert.fail('nothing was refused');
}

describe('tokenRequest', () => {
  it('asks for the server’s default scope, without a closing slash of its id', () => {
    const scopes = {
      [aksServerAppId]: `${aksServerAppId}/.default`,
      'api://server//': 'api://server/.default',
      'api://server/.default': 'api://server/.default',
    };
    for (const [serverId, scope] of Object.entries(scopes)) {
      assert.equal(tokenRequest('azurecli', { serverId }, {}).scope, scope);
    }
  });

  it('asks for the old audience with --legacy', () => {
    assert.equal(tokenRequest('azurecli', { serverId: 'a-b', isLegacy: true }, {}).scope, 'spn:a-b/.default');
    assert.equal(tokenRequest('azurecli', { serverId: 'spn:a-b', isLegacy: true }, {}).scope, 'spn:a-b/.default');
    assert.equal(tokenRequest('azurecli', { serverId: 'a-b', isLegacy: false }, {}).scope, 'a-b/.default');
  });

  it('needs a server id that is an id, since it becomes an argument of az', () => {
    assert.equal(messageOf('azurecli', {}), '--server-id is required');
    assert.equal(messageOf('azurecli', { serverId: '' }), '--server-id is required');
    for (const serverId of ['--debug', '-x', 'a b', 'a;b', '$(a)', 'a\nb', '/a']) {
      assert.match(messageOf('azurecli', { serverId }), /^--server-id is neither/);
    }
  });

  it('signs in at the cloud’s own authority, and refuses a cloud that it does not know', () => {
    const host = (environment?: string): string =>
      tokenRequest('spn', { ...identity, clientSecret: 's', ...(environment && { environment }) }, {}).authorityHost;
    assert.equal(host(), 'https://login.microsoftonline.com/');
    assert.equal(host('AzureUSGovernment'), 'https://login.microsoftonline.us/');
    assert.equal(host('azurechinacloud'), 'https://login.chinacloudapi.cn/');
    for (const environment of ['AzureGermanCloud', '', 'toString']) {
      assert.match(messageOf('msi', { ...identity, environment }), /^--environment is not /);
    }
  });

  it('takes an authority from the flag in any mode, and from the variable for workload identity alone', () => {
    const environment = { AZURE_AUTHORITY_HOST: 'https://variable.example/' };
    const options = { ...identity, clientSecret: 's', federatedTokenFile: '/t' };
    const typed = { ...options, authorityHost: 'https://typed.example/' };
    const host = (mode: LoginMode, from: GetTokenOptions): string =>
      tokenRequest(mode, from, environment).authorityHost;
    assert.equal(host('spn', typed), 'https://typed.example/');
    assert.equal(host('workloadidentity', typed), 'https://typed.example/');
    assert.equal(host('spn', options), 'https://login.microsoftonline.com/');
    assert.equal(host('workloadidentity', options), 'https://variable.example/');
    // The typed cloud is what its own authority signs in to.
    const cloud = { ...options, environment: 'AzureChinaCloud' };
    assert.equal(host('workloadidentity', cloud), 'https://login.chinacloudapi.cn/');
    assert.match(messageOf('spn', { ...typed, authorityHost: 'https://typed.example' }), /trailing slash/);
    assert.match(messageOf('spn', { ...typed, authorityHost: 'http://typed.example/' }), /not an https address/);
  });

  it('waits a minute for a machine, five for a person, or as long as was said', () => {
    const timeout = (mode: LoginMode, options: GetTokenOptions = {}, environment = {}): number =>
      tokenRequest(mode, { ...identity, ...options }, environment).timeoutMs;
    assert.equal(timeout('azurecli'), 60_000);
    assert.equal(timeout('devicecode'), 300_000);
    assert.equal(timeout('interactive'), 300_000);
    assert.equal(timeout('azurecli', {}, { AZURE_CLI_TIMEOUT: '1m30s' }), 90_000);
    assert.equal(timeout('azurecli', {}, { AZURE_CLI_TIMEOUT: 'soon' }), 60_000);
    assert.equal(timeout('azurecli', { timeout: '2s' }, { AZURE_CLI_TIMEOUT: '1m30s' }), 2000);
    assert.match(messageOf('azurecli', { ...identity, timeout: '30' }), /^--timeout is not a duration/);
  });

  it('says that a proof of possession needs kubelogin', () => {
    const pop = { ...identity, clientSecret: 's', isPopEnabled: true, popClaims: 'u=/x' };
    assert.match(messageOf('spn', pop), /^proof-of-possession tokens .* need kubelogin/);
  });
});

describe('the proofs of azd, azurepipelines and ropc', () => {
  const { serverId } = identity;
  const pipeline = { SYSTEM_ACCESSTOKEN: 'job-token', SYSTEM_OIDCREQUESTURI: 'https://vstoken.example/x' };

  it('gives azd a tenant that is one, and nothing else', () => {
    assert.deepEqual(proofOf('azd', { serverId }, {}), { kind: 'azureDeveloperCli' });
    assert.deepEqual(proofOf('azd', identity, {}), { kind: 'azureDeveloperCli', tenantId });
    assert.match(messageOf('azd', { serverId, tenantId: '--debug' }), /^--tenant-id is neither/);
  });

  it('takes the service connection of the task, with its own client and tenant', () => {
    const task = {
      ...pipeline,
      AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'of-task',
      AZURESUBSCRIPTION_CLIENT_ID: 'task-client',
      AZURESUBSCRIPTION_TENANT_ID: 'task-tenant',
      AZURE_CLIENT_ID: 'azure-client',
      AZURE_TENANT_ID: 'azure-tenant',
    };
    const proof = { kind: 'azurePipelines', systemAccessToken: 'job-token' };
    assert.deepEqual(proofOf('azurepipelines', { serverId }, task), {
      ...proof,
      tenantId: 'task-tenant',
      clientId: 'task-client',
      serviceConnectionId: 'of-task',
    });
    const typed = { serverId, azurePipelinesServiceConnectionId: 'typed' };
    assert.deepEqual(proofOf('azurepipelines', typed, task), {
      ...proof,
      tenantId: 'azure-tenant',
      clientId: 'azure-client',
      serviceConnectionId: 'typed',
    });
  });

  it('says what a job of Azure Pipelines lacks', () => {
    const typed = { ...identity, azurePipelinesServiceConnectionId: 'sc' };
    assert.match(messageOf('azurepipelines', identity, pipeline), /service-connection-id is required/);
    assert.match(
      messageOf('azurepipelines', typed),
      /^the variable SYSTEM_ACCESSTOKEN is not set; .*System\.AccessToken/,
    );
    const plain = { ...pipeline, SYSTEM_OIDCREQUESTURI: 'http://vstoken.example' };
    assert.match(messageOf('azurepipelines', typed, plain), /SYSTEM_OIDCREQUESTURI is not an https address/);
    const odd = { ...typed, azurePipelinesServiceConnectionId: 'a&b=c' };
    assert.match(messageOf('azurepipelines', odd, pipeline), /service-connection-id is required/);
  });

  it('takes name and password from flags or variables', () => {
    const person = { kind: 'usernamePassword', tenantId, clientId, username: 'a@b', password: 'pw' };
    assert.deepEqual(proofOf('ropc', { ...identity, username: 'a@b', password: 'pw' }, {}), person);
    const variables = { AAD_USER_PRINCIPAL_NAME: 'a@b', AAD_USER_PRINCIPAL_PASSWORD: 'pw' };
    assert.deepEqual(proofOf('ropc', identity, variables), person);
    assert.match(messageOf('ropc', { ...identity, username: 'a@b' }), /^--username and --password are required/);
  });
});

describe('the proof of a service principal', () => {
  const azure = {
    AZURE_CLIENT_ID: 'azure-client',
    AZURE_TENANT_ID: 'azure-tenant',
    AZURE_CLIENT_SECRET: 'azure-secret',
  };
  const kubelogin = {
    AAD_SERVICE_PRINCIPAL_CLIENT_ID: 'aad-client',
    AAD_SERVICE_PRINCIPAL_CLIENT_SECRET: 'aad-secret',
  };
  const azureRm = { ARM_CLIENT_ID: 'arm-client', ARM_TENANT_ID: 'arm-tenant', ARM_CLIENT_SECRET: 'arm-secret' };
  const { serverId } = identity;

  it('never takes a variable in place of what was typed', () => {
    const typed = { ...identity, clientSecret: 'typed' };
    const expected = { kind: 'clientSecret', tenantId, clientId, clientSecret: 'typed' };
    const all = {
      ...azure,
      ...kubelogin,
      ...azureRm,
      AZURE_CLIENT_CERTIFICATE_PATH: '/cert',
      ARM_CLIENT_CERTIFICATE_PATH: '/cert',
    };
    assert.deepEqual(proofOf('spn', typed, all), expected);
    assert.deepEqual(proofOf('spn', { ...typed, usesAzureRmVariables: true }, all), expected);
    const certificate = { ...identity, clientCertificate: '/typed', clientCertificatePassword: 'typed' };
    assert.deepEqual(proofOf('spn', certificate, { ...all, AZURE_CLIENT_CERTIFICATE_PASSWORD: 'variable' }), {
      kind: 'clientCertificate',
      tenantId,
      clientId,
      certificateFile: '/typed',
      password: 'typed',
    });
    assert.match(messageOf('spn', { ...typed, tenantId: '' }, all), /^--tenant-id is required/);
    assert.match(messageOf('spn', { ...typed, clientSecret: '' }, all), /^--client-secret or/);
  });

  it('prefers Azure’s variables to kubelogin’s own, and counts an empty one as absent', () => {
    assert.deepEqual(proofOf('spn', { serverId }, { ...azure, ...kubelogin }), {
      kind: 'clientSecret',
      tenantId: 'azure-tenant',
      clientId: 'azure-client',
      clientSecret: 'azure-secret',
    });
    const emptied = { ...azure, ...kubelogin, AZURE_CLIENT_ID: '', AZURE_CLIENT_SECRET: '' };
    assert.deepEqual(proofOf('spn', { serverId }, emptied), {
      kind: 'clientSecret',
      tenantId: 'azure-tenant',
      clientId: 'aad-client',
      clientSecret: 'aad-secret',
    });
  });

  it('reads Terraform’s variables in place of the others, on demand only', () => {
    assert.deepEqual(proofOf('spn', { serverId, usesAzureRmVariables: true }, { ...azure, ...kubelogin, ...azureRm }), {
      kind: 'clientSecret',
      tenantId: 'arm-tenant',
      clientId: 'arm-client',
      clientSecret: 'arm-secret',
    });
    assert.match(messageOf('spn', { serverId }, azureRm), /is required/);
    assert.match(messageOf('spn', { serverId, usesAzureRmVariables: true }, azure), /is required/);
  });

  it('reads no variable where that is switched off', () => {
    const options = { serverId, disablesEnvironmentOverride: true };
    assert.match(messageOf('spn', options, azure), /is required/);
    assert.match(
      messageOf('workloadidentity', { ...options, ...identity }, { AZURE_FEDERATED_TOKEN_FILE: '/t' }),
      /is req/,
    );
  });

  it('prefers a certificate to a secret that comes from the same place, as kubelogin does', () => {
    const both = { ...azure, AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE: '/cert' };
    assert.deepEqual(proofOf('spn', { serverId }, both), {
      kind: 'clientCertificate',
      tenantId: 'azure-tenant',
      clientId: 'azure-client',
      certificateFile: '/cert',
    });
    const typed = proofOf('spn', { ...identity, clientSecret: 's', clientCertificate: '/typed' });
    assert.equal((typed as { kind: string }).kind, 'clientCertificate');
  });

  it('says what is missing without a word of a secret', () => {
    const message = messageOf('spn', { serverId, clientSecret: 'very-secret' });
    assert.ok(!message.includes('very-secret'));
  });
});

describe('the proofs of the other modes', () => {
  const { serverId } = identity;

  it('is a federated token’s file for workload identity: flags, else variables', () => {
    const environment = {
      AZURE_CLIENT_ID: 'c',
      AZURE_TENANT_ID: 't',
      AZURE_FEDERATED_TOKEN_FILE: '/variable',
      ARM_CLIENT_ID: 'arm',
      ARM_TENANT_ID: 'arm',
    };
    const fromVariables = { kind: 'federatedToken', tenantId: 't', clientId: 'c', tokenFile: '/variable' };
    assert.deepEqual(proofOf('workloadidentity', { serverId }, environment), fromVariables);
    // kubelogin reads AZURE_CLIENT_ID here even beside Terraform's variables.
    assert.deepEqual(proofOf('workloadidentity', { serverId, usesAzureRmVariables: true }, environment), {
      ...fromVariables,
      tenantId: 'arm',
    });
    assert.deepEqual(proofOf('workloadidentity', { ...identity, federatedTokenFile: '/typed' }, environment), {
      kind: 'federatedToken',
      tenantId,
      clientId,
      tokenFile: '/typed',
    });
    assert.match(messageOf('workloadidentity', identity), /^--federated-token-file is required/);
  });

  it('is GitHub’s own token in a job of GitHub Actions, unless a file was typed', () => {
    const environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://actions.example',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
    };
    assert.deepEqual(proofOf('workloadidentity', identity, environment), {
      kind: 'gitHubActions',
      tenantId,
      clientId,
      requestUrl: 'https://actions.example',
      requestToken: 'x',
    });
    const typed = proofOf('workloadidentity', { ...identity, federatedTokenFile: '/typed' }, environment);
    assert.equal((typed as { kind: string }).kind, 'federatedToken');
  });

  it('is one managed identity: by client id, by resource id, or the machine’s own', () => {
    const kind = 'managedIdentity';
    assert.deepEqual(proofOf('msi', { serverId }), { kind });
    assert.deepEqual(proofOf('msi', { serverId, clientId }), { kind, clientId });
    assert.deepEqual(proofOf('msi', { serverId }, { AZURE_CLIENT_ID: 'variable' }), { kind, clientId: 'variable' });
    assert.deepEqual(proofOf('msi', { serverId, clientId, identityResourceId: '/r' }), { kind, clientId });
    const typed = proofOf('msi', { serverId, identityResourceId: '/r' }, { AZURE_CLIENT_ID: 'variable' });
    assert.deepEqual(typed, { kind, resourceId: '/r' });
  });

  it('gives az nothing that it could read as an option', () => {
    assert.deepEqual(proofOf('azurecli', { serverId }), { kind: 'azureCli' });
    assert.deepEqual(proofOf('azurecli', { serverId, tenantId, subscription: 'My Subscription_1' }), {
      kind: 'azureCli',
      tenantId,
      subscription: 'My Subscription_1',
    });
    for (const value of ['--debug', '-x', 'a;b', '$(a)', 'a"b', 'a\nb', ' ', 'a&b', '%PATH%']) {
      assert.match(messageOf('azurecli', { serverId, subscription: value }), /^--subscription is neither/, value);
      assert.match(messageOf('azurecli', { serverId, tenantId: value }), /^--tenant-id is neither/, value);
      assert.match(messageOf('azurecli', { serverId }, { AZURE_TENANT_ID: value }), /^--tenant-id is neither/, value);
    }
  });

  it('is a person, who signs in to AKS with its own application unless another was given', () => {
    const person = { serverId, tenantId };
    assert.deepEqual(proofOf('devicecode', person), { kind: 'deviceCode', tenantId, clientId: aksClientAppId });
    assert.deepEqual(proofOf('devicecode', { ...person, clientId }), { kind: 'deviceCode', tenantId, clientId });
    assert.match(messageOf('devicecode', { serverId: 'other', tenantId }), /^--client-id is required/);
    assert.match(messageOf('interactive', { serverId }), /^--tenant-id is required/);
    assert.deepEqual(proofOf('interactive', { ...identity, redirectUrl: 'http://localhost:1', loginHint: 'ada@x.y' }), {
      kind: 'browser',
      tenantId,
      clientId,
      loginHint: 'ada@x.y',
    });
    for (const redirectUrl of ['http://localhost:1/back', 'https://evil.example', 'http://localhost.evil.example']) {
      assert.match(messageOf('interactive', { ...identity, redirectUrl }), /needs kubelogin/);
    }
  });
});
