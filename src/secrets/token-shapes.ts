import { type CharacterSet, characters } from './scan.js';

/** A secret that is known by how it begins. */
export interface TokenShape {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** What it begins with; it stands at the start of a word. */
  readonly prefixes: readonly string[];
  readonly set: CharacterSet;
  /** How many characters of the set come behind the prefix, at least. */
  readonly least: number;
}

const hex = characters('0-9a-fA-F');
const alphanumeric = characters('A-Za-z0-9');
const upper = characters('A-Z0-9');
const word = characters('A-Za-z0-9_');
const dashed = characters('A-Za-z0-9_-');
const dotted = characters('A-Za-z0-9_.=-');
const crypt = characters('A-Za-z0-9./$=,+-');

const gitleaks = 'gitleaks/gitleaks config/gitleaks.toml';
const secretlint = (rule: string): string => `secretlint/secretlint packages/@secretlint/secretlint-rule-${rule}`;

const row = (
  id: string,
  what: string,
  prefixes: readonly string[],
  set: CharacterSet,
  least: number,
  source = gitleaks,
): TokenShape => ({ id, what, source, prefixes, set, least });

/** Tokens, keys and hashes that say what they are. The lengths are the shortest that their makers give out. */
export const tokenShapes: readonly TokenShape[] = [
  row('age', 'an age identity', ['AGE-SECRET-KEY-1', 'age-secret-key-1', 'AGE-PLUGIN-'], dashed, 40),
  row('tailscale', 'a key of Tailscale', ['tskey-'], dashed, 10, secretlint('tailscale')),
  row('aws-key-id', 'the id of an AWS key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], upper, 16),
  row('aws-bedrock', 'a key of AWS Bedrock', ['ABSK'], characters('A-Za-z0-9+/='), 100),
  row('github', 'a token of GitHub', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], alphanumeric, 30),
  row('github-fine', 'a fine-grained token of GitHub', ['github_pat_'], word, 40),
  row(
    'gitlab',
    'a token of GitLab',
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'gloas-', 'glsoat-', 'glffct-'],
    characters('A-Za-z0-9_.-'),
    20,
  ),
  row('gitlab-runner', 'a registration token of GitLab', ['GR1348941'], dashed, 20),
  row('digitalocean', 'a token of DigitalOcean', ['dop_v1_', 'doo_v1_', 'dor_v1_'], hex, 64),
  row(
    'slack',
    'a token of Slack',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxo-', 'xoxs-', 'xoxe-', 'xapp-'],
    dashed,
    10,
  ),
  row('google-api', 'an API key of Google', ['AIza'], dashed, 35),
  row('google-oauth', 'a token or secret of Google OAuth', ['ya29.', 'GOCSPX-'], dashed, 20, secretlint('gcp')),
  row('npm', 'a token of npm', ['npm_'], alphanumeric, 36),
  row('pypi', 'a token of PyPI', ['pypi-AgE'], dashed, 50),
  row('rubygems', 'a key of RubyGems', ['rubygems_'], hex, 48),
  row(
    'stripe',
    'a key of Stripe',
    ['sk_test_', 'sk_live_', 'sk_prod_', 'rk_test_', 'rk_live_', 'whsec_'],
    alphanumeric,
    10,
  ),
  row('sendgrid', 'a key of SendGrid', ['SG.'], dotted, 60),
  row('twilio', 'a key of Twilio', ['SK'], hex, 32),
  row('vault', 'a token of Vault', ['hvs.', 'hvb.', 'hvr.'], dashed, 20),
  row('doppler', 'a token of Doppler', ['dp.pt.', 'dp.st.'], dotted, 40),
  row('flyio', 'a token of Fly.io', ['fo1_', 'fm1r_', 'fm1a_', 'fm2_'], characters('A-Za-z0-9_+/=-'), 43),
  row('linear', 'a key of Linear', ['lin_api_'], alphanumeric, 40),
  row('openai', 'a key of OpenAI or Anthropic', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-ant-'], dashed, 40),
  row('huggingface', 'a token of Hugging Face', ['hf_', 'api_org_'], alphanumeric, 34),
  row('grafana', 'a token of Grafana', ['glsa_', 'glc_'], characters('A-Za-z0-9_+/='), 32),
  row('databricks', 'a token of Databricks', ['dapi'], hex, 32),
  row('pulumi', 'a token of Pulumi', ['pul-'], hex, 40),
  row('docker-hub', 'a token of Docker Hub', ['dckr_pat_', 'dckr_oat_'], dashed, 27, secretlint('docker')),
  row('artifactory', 'a key of Artifactory', ['AKCp', 'cmVmd'], alphanumeric, 59),
  row('openshift', 'a token of OpenShift', ['sha256~'], dashed, 43),
  row('planetscale', 'a token of PlanetScale', ['pscale_tkn_', 'pscale_oauth_', 'pscale_pw_'], dotted, 32),
  row('shopify', 'a token of Shopify', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], hex, 32),
  row('alibaba', 'the id of an Alibaba key', ['LTAI'], alphanumeric, 17),
  row('1password', 'a token of 1Password', ['ops_eyJ'], characters('A-Za-z0-9+/=_-'), 40),
  row('sentry', 'a token of Sentry', ['sntryu_', 'sntrys_'], characters('A-Za-z0-9_+/='), 40),
  row('postman', 'a key of Postman', ['PMAK-'], dashed, 40),
  row(
    'k3s',
    'a token of k3s or RKE2',
    ['K10'],
    characters('A-Za-z0-9:._~-'),
    64,
    'k3s-io/k3s pkg/clientaccess/token.go',
  ),
  row('jwt', 'a JSON Web Token', ['eyJ'], characters('A-Za-z0-9_.=/+-'), 40),
  row(
    'crypt',
    'the hash of a password',
    ['$1$', '$2a$', '$2b$', '$2x$', '$2y$', '$5$', '$6$', '$7$', '$y$', '$gy$', '$apr1$', '$sha1$', '$argon2'],
    crypt,
    16,
    'crypt(5) of libxcrypt',
  ),
  row(
    'ldap-hash',
    'the hash of a password',
    ['{SHA}', '{SSHA}', '{SMD5}', '{CRYPT}', '{PBKDF2}'],
    crypt,
    8,
    'RFC 2307',
  ),
  row('grub', 'the hash of a password', ['grub.pbkdf2.sha512.'], characters('0-9A-F.'), 64, 'grub-mkpasswd-pbkdf2(1)'),
  row(
    'der-key',
    'a private key in base64',
    ['MC4CAQAwBQYDK2Vw', 'MHcCAQEE', 'MIGHAgEAMB'],
    characters('A-Za-z0-9+/='),
    20,
    'RFC 5958',
  ),
];
