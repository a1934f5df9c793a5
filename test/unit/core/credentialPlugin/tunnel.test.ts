import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExecCluster } from '../../../../src/core/credentialPlugin/execInfo.ts';
import { contextsWithoutKey } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { forgottenClusters } from '../../../../src/core/credentialPlugin/forgottenClusters.ts';
import { ReservedKeys } from '../../../../src/core/credentialPlugin/reservedKeys.ts';
import {
  findTrustedCluster,
  isSameAccess,
  isSameEntry,
  type TrustedCluster,
} from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import type { PluginContext } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import { isTunnelTo, tlsNameOf, withoutTunnel } from '../../../../src/core/credentialPlugin/tunnel.ts';

const host = 'shop-1a2b.hcp.westeurope.azmk8s.io';
const trusted: TrustedCluster = {
  server: `https://${host}:443`,
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
  key: '0123456789abcdef0123456789abcdef',
};
const tunnel: ExecCluster = {
  server: 'https://localhost:50123',
  certificateAuthorityData: 'Q0E=',
  tlsServerName: host,
  skipsTlsVerify: false,
};
const access = { ...trusted, ...tunnel };
/** A private cluster, for which Azure has two names. */
const otherHost = 'shop-9f8e.privatelink.westeurope.azmk8s.io';
const twoNamed: TrustedCluster = { ...trusted, otherHost };
const byOtherName = { ...access, tlsServerName: otherHost };

/** undefined: absent */
type Changes = { readonly [Name in keyof ExecCluster]?: ExecCluster[Name] | undefined };

function changed<Cluster extends ExecCluster>(cluster: Cluster, changes: Changes): Cluster {
  return Object.fromEntries(
    Object.entries({ ...cluster, ...changes }).filter(([, value]) => value !== undefined),
  ) as unknown as Cluster;
}

function isGivenTo(changes: Changes, list: readonly TrustedCluster[] = [trusted]): boolean {
  try {
    findTrustedCluster(list, changed(tunnel, changes), trusted);
    return true;
  } catch {
    return false;
  }
}

describe('a tunnel through a port of this machine', () => {
  for (const server of [
    'https://localhost:50123',
    'https://127.0.0.1:443',
    'https://[::1]:1',
    'https://localhost:1/',
  ]) {
    it(`counts as the cluster that its TLS name and its authority are of: ${server}`, () => {
      assert.equal(findTrustedCluster([trusted], { ...tunnel, server }, trusted), trusted);
    });
  }

  it('counts however the TLS name is spelled, and the lines of the authority are broken', () => {
    assert.ok(isGivenTo({ tlsServerName: host.toUpperCase() }));
    assert.ok(isGivenTo({ certificateAuthorityData: 'Q0\nE=' }));
    assert.ok(isGivenTo({}, [{ ...trusted, server: `https://${host.toUpperCase()}/` }]));
    assert.ok(isGivenTo({}, [{ ...trusted, tlsServerName: host }]));
  });

  for (const server of [
    'http://localhost:50123',
    'https://localhost',
    'https://localhost:',
    'https://localhost:0',
    'https://localhost:050123',
    'https://localhost:501234',
    'https://LOCALHOST:50123',
    'HTTPS://localhost:50123',
    'https://localhost.:50123',
    'https://localhost.example:50123',
    'https://127.0.0.1.example:50123',
    'https://127.1:50123',
    'https://127.0.0.2:50123',
    'https://0.0.0.0:50123',
    'https://[::]:50123',
    'https://[::ffff:127.0.0.1]:50123',
    'https://[0:0:0:0:0:0:0:1]:50123',
    'https://ada@localhost:50123',
    'https://localhost:50123@evil.example',
    'https://localhost:50123/evil',
    'https://localhost:50123//',
    'https://localhost:50123/?',
    'https://localhost:50123\n',
    ' https://localhost:50123',
    'https:\\\\localhost:50123',
    'https://10.0.0.4:50123',
    `https://${host}:50123`,
  ]) {
    it(`is none under another spelling: ${JSON.stringify(server)}`, () => {
      assert.ok(!isGivenTo({ server }));
    });
  }

  const others: Readonly<Record<string, Changes>> = {
    'no TLS name': { tlsServerName: undefined },
    'localhost as its TLS name': { tlsServerName: 'localhost' },
    'an address as its TLS name': { tlsServerName: '127.0.0.1' },
    'a node’s name': { tlsServerName: 'aks-nodepool1-12345678-vmss000000' },
    'a wildcard': { tlsServerName: '*.hcp.westeurope.azmk8s.io' },
    'a dot behind its TLS name': { tlsServerName: `${host}.` },
    'a blank before its TLS name': { tlsServerName: ` ${host}` },
    'the name of another cluster': { tlsServerName: 'other-1a2b.hcp.westeurope.azmk8s.io' },
    'a longer name': { tlsServerName: `${host}.evil.example` },
    'the end of the name': { tlsServerName: 'hcp.westeurope.azmk8s.io' },
    'no authority': { certificateAuthorityData: undefined },
    'another authority': { certificateAuthorityData: 'RVZJTA==' },
    'one authority more': { certificateAuthorityData: 'Q0E=RVZJTA==' },
    'no verification': { skipsTlsVerify: true },
    'a proxy': { proxyUrl: 'http://proxy:3128' },
    'a proxy on this machine': { proxyUrl: 'http://localhost:3128' },
  };
  for (const [what, changes] of Object.entries(others)) {
    it(`is none with ${what}`, () => {
      assert.ok(!isGivenTo(changes));
    });
  }

  const entries: Readonly<Record<string, Changes>> = {
    'has no authority': { certificateAuthorityData: undefined },
    'is not verified': { skipsTlsVerify: true },
    'is reached through a proxy': { proxyUrl: 'http://proxy:3128' },
    'has another TLS name': { tlsServerName: 'other.example' },
    'has an address and no name': { server: 'https://10.0.0.4:443' },
    'is a port of this machine': { server: 'https://localhost:6443' },
    'has a path behind its server': { server: `https://${host}/k8s` },
  };
  for (const [what, changes] of Object.entries(entries)) {
    it(`leads to no cluster that ${what}`, () => {
      const entry = changed(trusted, changes);
      const same = 'certificateAuthorityData' in changes ? { certificateAuthorityData: undefined } : {};
      assert.ok(!isGivenTo({ ...same }, [entry]));
      assert.ok(!isGivenTo({ ...same, tlsServerName: '10.0.0.4' }, [entry]));
      assert.ok(!isGivenTo({ ...same, tlsServerName: 'localhost' }, [entry]));
      assert.ok(!isTunnelTo(entry, tunnel));
    });
  }

  it('counts with the other name too that Azure has for the API server', () => {
    assert.ok(isGivenTo({ tlsServerName: otherHost }, [twoNamed]));
    assert.ok(isGivenTo({ tlsServerName: otherHost.toUpperCase() }, [twoNamed]));
    assert.ok(isGivenTo({}, [twoNamed]));
    assert.ok(!isGivenTo({ tlsServerName: otherHost }));
    assert.ok(!isGivenTo({ tlsServerName: 'third-1a2b.hcp.westeurope.azmk8s.io' }, [twoNamed]));
  });

  for (const [what, changes] of Object.entries(others).filter(([, each]) => !('tlsServerName' in each))) {
    it(`is none with that other name and ${what}`, () => {
      assert.ok(!isGivenTo({ tlsServerName: otherHost, ...changes }, [twoNamed]));
    });
  }

  for (const [what, changes] of Object.entries(entries).filter(([, each]) => !('server' in each))) {
    it(`leads by that other name to no cluster that ${what}`, () => {
      const same = 'certificateAuthorityData' in changes ? { certificateAuthorityData: undefined } : {};
      assert.ok(!isGivenTo({ ...same, tlsServerName: otherHost }, [changed(twoNamed, changes)]));
    });
  }

  it('alone may take that other name: for a server that is no port of this machine it is another TLS name', () => {
    const direct = { ...trusted, tlsServerName: otherHost };
    const refused = { code: 'clusterNotTrusted', message: /its TLS server name is not the one/ };
    assert.throws(() => findTrustedCluster([twoNamed], direct, trusted), refused);
    assert.ok(!isSameAccess(twoNamed, direct) && !isSameAccess(direct, twoNamed));
    const atOther = { ...trusted, server: `https://${otherHost}:443` };
    assert.throws(() => findTrustedCluster([twoNamed], atOther, trusted), { code: 'contextKeyWrong' });
    assert.ok(!isSameAccess(twoNamed, atOther) && !isSameAccess(atOther, twoNamed));
  });

  it('gives nobody the token of another account, tenant or cloud', () => {
    for (const other of [{ accountId: 'ben.home' }, { tenantId: '9' }, { environment: 'AzureChinaCloud' }]) {
      const find = () => findTrustedCluster([trusted], tunnel, { ...trusted, ...other });
      assert.throws(find, { code: 'contextKeyWrong' });
    }
  });

  it('that is none says why to who has the key of its cluster, and nothing to others', () => {
    const refusal = (changes: Changes) => () => findTrustedCluster([trusted], changed(tunnel, changes), trusted);
    const code = 'clusterNotTrusted';
    assert.throws(refusal({ tlsServerName: 'localhost' }), { code, message: /its TLS server name is not the one/ });
    assert.throws(refusal({ tlsServerName: undefined }), { code, message: /its TLS server name is not the one/ });
    assert.throws(refusal({ skipsTlsVerify: true }), { code, message: /its TLS verification is not the one/ });
    assert.throws(refusal({ proxyUrl: 'http://p' }), { code, message: /its proxy is not the one/ });
    assert.throws(refusal({ certificateAuthorityData: 'RVZJTA==' }), { code: 'contextKeyWrong' });
    assert.throws(refusal({ certificateAuthorityData: undefined }), { code: 'contextKeyWrong' });
  });
});

describe('a context that takes a tunnel', () => {
  const context: PluginContext = {
    contextName: 'shop',
    userName: 'shop',
    key: undefined,
    givenKey: undefined,
    namesCluster: true,
    isAsWritten: true,
    cluster: access,
    certificateAuthorityFile: undefined,
    fileIndex: 0,
  };

  it('has the access and the key of its cluster, through whichever port', () => {
    const elsewhere = { ...access, server: 'https://127.0.0.1:50124/' };
    for (const [one, other] of [
      [trusted, access],
      [access, trusted],
      [access, elsewhere],
    ] as const) {
      assert.ok(isSameAccess(one, other));
      assert.ok(isSameEntry(one, other));
    }
    const otherHost = { ...elsewhere, tlsServerName: 'other-1a2b.hcp.westeurope.azmk8s.io' };
    for (const one of [trusted, access]) {
      assert.ok(!isSameAccess(one, otherHost) && !isSameAccess(otherHost, one));
      assert.ok(!isSameEntry(one, otherHost) && !isSameEntry(otherHost, one));
    }
  });

  it('has the key of its cluster also where that is reached through a proxy otherwise', () => {
    const keys = new ReservedKeys(() => 'f'.repeat(32));
    const proxied = { ...trusted, proxyUrl: 'http://proxy:3128' };
    assert.equal(keys.keyOf([proxied], access), trusted.key);
    assert.ok(!isSameAccess(proxied, access) && !isSameAccess(access, proxied));
  });

  it('needs the key of its cluster, and is none that nobody knows', () => {
    assert.deepEqual(contextsWithoutKey([context], [trusted]), { known: [context], unknown: [] });
    const keyed = { ...context, key: trusted.key };
    assert.deepEqual(contextsWithoutKey([keyed], [trusted]), { known: [], unknown: [] });
  });

  it('is nothing to ask about where nobody can tell which cluster is behind it', () => {
    const lost = { ...context, cluster: { ...access, tlsServerName: 'localhost' } };
    assert.deepEqual(contextsWithoutKey([lost], [trusted]), { known: [], unknown: [] });
    assert.deepEqual(contextsWithoutKey([context], []), { known: [], unknown: [context] });
  });

  it('keeps its cluster in the list, and takes it with it when it goes', () => {
    const proxied = { ...trusted, proxyUrl: 'http://proxy:3128' };
    assert.deepEqual(forgottenClusters([trusted, proxied], [proxied], [access]), [proxied]);
    assert.deepEqual(forgottenClusters([trusted], [access], []), [trusted]);
  });

  it('has the access and the key of its cluster by the other name too', () => {
    assert.ok(isSameAccess(twoNamed, byOtherName) && isSameAccess(byOtherName, twoNamed));
    assert.ok(isSameEntry(twoNamed, byOtherName) && isSameEntry(byOtherName, twoNamed));
    assert.equal(new ReservedKeys(() => 'f'.repeat(32)).keyOf([twoNamed], byOtherName), trusted.key);
    // Without what Azure said, two names are two clusters.
    for (const one of [trusted, access]) {
      assert.ok(!isSameAccess(one, byOtherName) && !isSameAccess(byOtherName, one));
      assert.ok(!isSameEntry(one, byOtherName) && !isSameEntry(byOtherName, one));
    }
    const named = { ...context, cluster: byOtherName };
    assert.deepEqual(contextsWithoutKey([named], [twoNamed]), { known: [named], unknown: [] });
    assert.deepEqual(contextsWithoutKey([{ ...named, key: trusted.key }], [twoNamed]), { known: [], unknown: [] });
  });

  it('keeps its cluster in the list where it takes the other name from now on', () => {
    assert.deepEqual(forgottenClusters([twoNamed], [trusted], [byOtherName]), []);
    assert.deepEqual(forgottenClusters([twoNamed], [access], [byOtherName]), []);
    assert.deepEqual(forgottenClusters([twoNamed], [byOtherName], [trusted]), []);
    assert.deepEqual(forgottenClusters([twoNamed], [byOtherName], []), [twoNamed]);
  });

  it('stands in the list as its cluster does, and never as a port of this machine', () => {
    assert.deepEqual(withoutTunnel({ ...access, tlsServerName: host.toUpperCase() }), trusted);
    assert.deepEqual(withoutTunnel(trusted), trusted);
  });
});

describe('a TLS name', () => {
  it('that is the server’s own host is as good as none', () => {
    assert.equal(findTrustedCluster([trusted], { ...trusted, tlsServerName: host.toUpperCase() }, trusted), trusted);
    assert.ok(isSameAccess({ ...trusted, tlsServerName: host }, trusted));
  });

  it('that is another one is told', () => {
    assert.equal(tlsNameOf({ server: trusted.server, tlsServerName: 'node-1' }), 'node-1');
    assert.equal(tlsNameOf({ server: 'https://10.0.0.4', tlsServerName: '10.0.0.4' }), '10.0.0.4');
    assert.equal(tlsNameOf({ server: trusted.server }), '');
  });
});
