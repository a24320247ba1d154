import { base64, capital, hex, mixed, one, type Planted, word } from './planted.js';

/** Secrets in web addresses. */
export function addresses(): Planted[] {
  const pw = (name: string, text: (secret: string) => string): Planted => one(name, word(), text);
  return [
    pw('URL', (x) => `mirror: https://user:${x}@mirror.example.com/a\n`),
    pw('URL with an @', (x) => `u: https://user:a@${x}@mirror.example.com/a\n`),
    pw('URL with a slash', (x) => `u: https://user:a/${x}@mirror.example.com/a\n`),
    pw('URL with a token alone', (x) => `git clone https://${x}@git.example.com/a\n`),
    pw('database', (x) => `dsn = postgres://u:${x}@db/app\n`),
    pw('proxy', (x) => `export https_proxy=http://u:${x}@proxy:3128\n`),
    pw('query token', (x) => `curl "https://a.example.com/x?a=b&token=${x}&c=d"\n`),
    one('AWS signature', hex(64), (x) => `wget 'https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=${x}'\n`),
    one(
      'Azure SAS',
      encodeURIComponent(base64(32)),
      (x) => `url: https://a.blob.core.windows.net/c?sv=2020&sig=${x}&se=1\n`,
    ),
    one(
      'Slack webhook',
      `T${capital(8)}/B${capital(8)}/${mixed(24)}`,
      (x) => `curl https://hooks.slack.com/services/${x}\n`,
    ),
  ];
}

/** Secrets on command lines. */
export function commands(): Planted[] {
  const run = (text: (secret: string) => string): Planted => {
    const secret = word();
    return { name: text('…'), text: `${text(secret)}\n`, hidden: [secret] };
  };
  return [
    run((x) => `docker login -u a -p ${x} registry.example.com`),
    run((x) => `sudo podman login --username a --password=${x} r`),
    run((x) => `[ docker, login, -u, a, -p, ${x} ]`),
    run((x) => `["docker", "login", "-u", "a", "-p", "${x}"]`),
    run((x) => `- docker\n- login\n- -p\n- ${x}`),
    run((x) => `["kubeadm", "join", "--token", "${x}"]`),
    run((x) => `- kubeadm\n- join\n- --certificate-key\n- ${x}`),
    run((x) => `kubeadm join a:6443 \\\n  --certificate-key \\\n  ${x}`),
    run((x) => `curl -sfL https://get.k3s.io | K3S_URL=https://a:6443 K3S_TOKEN=${x} sh -`),
    run((x) => `export AWS_SECRET_ACCESS_KEY=${x}`),
    run((x) => `export AWS_SECRET_ACCESS_KEY='${x}'; aws s3 ls`),
    run((x) => `curl -u user:${x} https://a`),
    run((x) => `curl -fsS --user "user:${x}" https://a`),
    run((x) => `wget --password ${x} https://a`),
    run((x) => `sshpass -p ${x} ssh a@b`),
    run((x) => `sshpass -p'${x}' scp a b`),
    run((x) => `mysql -uroot -p${x} -e 'select 1'`),
    run((x) => `mysqladmin --password=${x} ping`),
    run((x) => `PGPASSWORD=${x} psql -h a`),
    run((x) => `htpasswd -bc /etc/nginx/htpasswd user ${x}`),
    run((x) => `echo ${x} | passwd --stdin root`),
    run((x) => `echo 'root:${x}' | chpasswd`),
    run((x) => `printf '%s\\n' "${x}" | sudo -S true`),
    run((x) => `chpasswd <<< "root:${x}"`),
    run((x) => `chpasswd <<EOF\nroot:${x}\nEOF`),
    run((x) => `echo ${x} | docker login --username a --password-stdin`),
    run((x) => `echo -n ${x} | cryptsetup luksFormat /dev/sdb -`),
    run((x) => `echo ${x} > /etc/app/db-password`),
    run((x) => `echo ${x} | tee /run/secrets/db`),
    run((x) => `cat > /etc/app/api-token <<EOF\n${x}\nEOF`),
    run((x) => `redis-cli -a ${x} ping`),
    run((x) => `ldapsearch -D cn=a -w ${x} -b dc=b`),
    run((x) => `openssl rsa -in a -passin pass:${x} -out b`),
    run((x) => `useradd -m -p ${x} bob`),
    run((x) => `aws configure set aws_secret_access_key ${x}`),
    run((x) => `nmcli dev wifi connect a password ${x}`),
    run((x) => `crictl pull --creds user:${x} r/a`),
    run((x) => `skopeo copy --src-creds=user:${x} docker://a docker://b`),
    run((x) => `vault login ${x}`),
    run((x) => `pro attach ${x}`),
    run((x) => `smbclient //a/b -U user%${x}`),
    run((x) => `mount -t cifs //a/b /mnt -o username=a,password=${x}`),
    run((x) => `sh -c "docker login -p ${x} r"`),
    run((x) => `TOKEN=\${K3S_TOKEN:-${x}}`),
    run((x) => `helm registry login -u a -p ${x} r`),
    run((x) => `ssh-keygen -t ed25519 -N ${x} -f k`),
    run((x) => `tailscale up --auth-key ${x}`),
    run((x) => `wpa_passphrase home ${x} > /etc/wpa.conf`),
    run((x) => `mysql -e "CREATE USER a IDENTIFIED BY '${x}'"`),
    run((x) => `psql -c "ALTER USER a WITH PASSWORD '${x}'"`),
    run((x) => `kubectl create secret generic a --from-literal=b=${x}`),
    run((x) => `kubectl create secret generic a --from-literal b=${x}`),
    run((x) => `aws ssm put-parameter --name a --value ${x} --type SecureString`),
    run((x) => `consul agent -encrypt ${x}`),
    run((x) => `echo -n ${x} | base64`),
    // A token of base64url may begin with a dash.
    run((x) => `docker login -u a -p -${x}_Z registry.example.com`),
    run((x) => `htpasswd -b /etc/a user -${x}9Z`),
    // What is an option takes no operand's place.
    run((x) => `vault login -- ${x}`),
    run((x) => `mkpasswd -5 ${x}`),
    run((x) => `openssl passwd -6 -salt ab ${x}`),
    run((x) => `wpa_passphrase --noComment --a_b home ${x}`),
    run((x) => `app --db-password -${x}.Z --verbose`),
    run((x) => `docker run -e 'DB_PASSWORD=${x}' -e A=b image`),
    run((x) => `helm install a b --set auth.password=${x}`),
    run((x) => `psql 'host=a user=b password=${x} dbname=c'`),
    run((x) => `curl -XPOST https://a -d '{"password":"${x}"}'`),
  ];
}
