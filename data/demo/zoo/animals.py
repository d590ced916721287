# SPDX-License-Identifier: GPL-3.0-or-later
"""Who lives in the zoo: one row for each server, and the authorities behind them."""

import dataclasses

DOMAIN = 'zoo.test'

CA = 'ca\ncert_signing_key\ncrl_signing_key\n'
MONTH = 'expiration_days = 30\n'
SIGNS = 'signing_key\n'
NAMED = f'dns_name = "{DOMAIN}"\n'
SERVER = 'tls_www_server\n'
LEAF = MONTH + SIGNS + SERVER
GOOD = LEAF + NAMED
OFTEN_REVOKED = GOOD + 'crl_dist_points = "{http}/issuing.crl"\n'
ASKABLE = GOOD + 'ocsp_uri = "{http}/ocsp"\n'
MUST_STAPLE = GOOD + 'tls_feature = 5\n'


@dataclasses.dataclass(frozen=True)
class Authority:
    """A certificate that issues others, rightly or not."""

    name: str
    template: str
    issuer: str = 'zoo-root'
    key: str = 'ec'


@dataclasses.dataclass(frozen=True)
class Animal:
    """A server: its certificate, how it behaves, and what the client says first.

    expected is "accepted", the kind of the worst problem, or the code of an error.
    """

    name: str
    expected: str
    says: str
    template: str = GOOD
    issuer: str = 'issuing'
    shown: tuple = ('issuing',)
    key: str = 'ec'
    digest: str = 'SHA256'
    kind: str = 'tls'
    revoked: bool = False


# Each after its issuer. The root is all that the client is told to trust.
AUTHORITIES = (
    Authority('zoo-root', CA + 'expiration_days = 365\n', None, 'rsa'),
    Authority('stranger', CA + MONTH, None),
    Authority('issuing', CA + MONTH, key='rsa'),
    Authority('no-authority', GOOD),
    Authority('narrow', CA + MONTH + 'nc_permit_dns = "other.test"\n'),
    Authority('short', CA + MONTH + 'path_len = 0\n'),
    Authority('below-short', CA + MONTH, 'short'),
    Authority('dsa', CA + MONTH, key='dsa'),
)

ACCEPTED = (
    Animal('good', 'accepted', 'Verified'),
    Animal('good-sip-uri', 'accepted', 'Verified, by the sip: URI', LEAF + f'uri = "sip:{DOMAIN}"\n'),
    Animal('good-by-list', 'accepted', 'Verified, not on the revocation list', OFTEN_REVOKED),
    Animal('good-by-responder', 'accepted', 'Verified, good says the OCSP responder', ASKABLE),
    Animal('good-staple', 'accepted', 'Verified, the OCSP answer came along', MUST_STAPLE, kind='staple'),
)

CHAINS = (
    Animal('unknown-authority', 'unknown-authority', 'Nobody whom you trust vouches for it',
           issuer='stranger', shown=()),
    Animal('self-signed', 'unknown-authority', 'It vouches for itself', issuer=None, shown=()),
    Animal('intermediate-missing', 'unknown-authority', 'The chain is incomplete', shown=()),
    Animal('issuer-no-authority', 'issuer-not-authority', 'Its issuer is no authority',
           issuer='no-authority', shown=('no-authority',)),
    Animal('name-constraint', 'name-constraint', 'Its authority may not vouch for this name',
           issuer='narrow', shown=('narrow',)),
    Animal('path-length', 'path-length', 'More authorities in the chain than allowed',
           issuer='below-short', shown=('below-short', 'short')),
    Animal('dsa', 'weak-key', 'An authority in the chain has a DSA key', issuer='dsa', shown=('dsa',)),
)

NAMES = (
    Animal('other-name', 'name-mismatch', 'It is other.test', LEAF + 'dns_name = "other.test"\n'),
    Animal('common-name-only', 'name-mismatch', 'No name but the common name',
           LEAF + f'cn = "{DOMAIN}"\n'),
    Animal('wildcard', 'name-mismatch', 'A wildcard is no name', LEAF + 'dns_name = "*.test"\n'),
    Animal('foreign-sip-uri', 'name-mismatch', 'A sip: URI of another domain rules the DNS name out',
           GOOD + 'uri = "sip:other.test"\n'),
)

LEAVES = (
    Animal('expired', 'expired', 'Expired', SIGNS + SERVER + NAMED
           + 'activation_date = "{days_ago_60}"\nexpiration_date = "{days_ago_2}"\n'),
    Animal('not-yet-valid', 'not-yet-valid', 'Not yet valid', SIGNS + SERVER + NAMED
           + 'activation_date = "{days_ahead_2}"\nexpiration_date = "{days_ahead_60}"\n'),
    Animal('client-only', 'purpose', 'Not made for servers', MONTH + SIGNS + NAMED + 'tls_www_client\n'),
    Animal('leaf-is-authority', 'leaf-is-authority', 'An authority is no server', CA + GOOD),
    Animal('critical-extension', 'critical-extension', 'A critical extension that nobody knows',
           GOOD + 'add_critical_extension = "1.3.6.1.4.1.99999.1 octet_string(0x0102)"\n'),
    Animal('rsa-1024', 'weak-key', 'An RSA key of 1024 bits', key='rsa-1024'),
    Animal('sha-1', 'weak-signature', 'Signed with SHA-1', digest='SHA1'),
    Animal('md5', 'weak-signature', 'Signed with MD5', digest='MD5'),
)

REVOKED = (
    Animal('revoked-by-list', 'revoked', 'Revoked, says the revocation list', OFTEN_REVOKED, revoked=True),
    Animal('revoked-by-responder', 'revoked', 'Revoked, says the OCSP responder', ASKABLE, revoked=True),
    Animal('revoked-by-staple', 'revoked', 'Revoked, says the OCSP answer that came along',
           kind='staple', revoked=True),
    Animal('must-staple', 'staple-missing', 'An OCSP answer should have come along', MUST_STAPLE),
)

BEHAVIOURS = (
    Animal('old-tls', 'tls', 'TLS 1.0 and 1.1 only', kind='old-tls'),
    Animal('asks-certificate', 'client-certificate', 'It wants a certificate of yours', kind='asks'),
    Animal('plaintext', 'not-tls', 'It does not speak TLS', kind='plaintext'),
    Animal('silence', 'timed-out', 'It says nothing', kind='silence'),
)

ANIMALS = ACCEPTED + CHAINS + NAMES + LEAVES + REVOKED + BEHAVIOURS
