// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.process.Commands;
import io.lateen.it.machine.EnvoyBinary;
import io.lateen.it.machine.Lateen;
import io.lateen.it.machine.Machine;
import io.lateen.it.machine.Outcome;
import io.lateen.it.machine.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The processes of the tasks' mesh: a control plane that signs with an authority from outside
 * (Istio's {@code cacerts}) for the trust domain {@link #TRUST_DOMAIN}, and the agent of one host.
 */
record TaskNode(Machine machine, Lateen lateen, RunningCommand plane) {

  /** The trust domain after the migration. */
  static final String TRUST_DOMAIN = "new-td";

  /** Its folder on the machine. */
  static final String FOLDER = "/run/tasks";

  /** Of the key store with a caller's certificate of the mesh, {@code caller.p12}. */
  static final String PASSWORD = "tasks";

  private static final Duration START = Duration.ofMinutes(2);

  /** An authority of the company and the one of this mesh, as {@code openssl} makes them. */
  private static final String AUTHORITIES =
      """
      set -e
      cd "$0"
      openssl ecparam -name prime256v1 -genkey -noout -out root.key
      openssl req -x509 -new -key root.key -days 30 -subj "/O=Task Company/CN=Task Root" -out root-cert.pem
      openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out ca-key.pem
      openssl req -new -key ca-key.pem -subj "/O=Task Company/CN=Task Intermediate" -out ca.csr
      printf 'basicConstraints=critical,CA:TRUE,pathlen:0\\nkeyUsage=critical,keyCertSign,cRLSign\\n' >ca.ext
      openssl x509 -req -in ca.csr -CA root-cert.pem -CAkey root.key -CAcreateserial -days 20 -extfile ca.ext -out ca-cert.pem
      cat ca-cert.pem root-cert.pem >cert-chain.pem
      openssl ecparam -name prime256v1 -genkey -noout -out caller.key
      openssl req -new -key caller.key -subj "/" -out caller.csr
      printf 'subjectAltName=critical,URI:spiffe://new-td/ns/legacy/sa/curl\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n' >caller.ext
      openssl x509 -req -in caller.csr -CA ca-cert.pem -CAkey ca-key.pem -CAcreateserial -days 1 -extfile caller.ext -out caller.pem
      cat caller.pem ca-cert.pem >caller-chain.pem
      openssl pkcs12 -export -in caller-chain.pem -inkey caller.key -passout pass:tasks -out ../caller.p12
      rm root.key ca.csr ca.ext caller* *.srl
      chmod 600 ca-key.pem
      """;

  /** The settings of the authority that was made outside. */
  static final String PLUGGED = "{cacerts: " + FOLDER + "/cacerts}";

  /** Starts the control plane with these settings of its authority. */
  static TaskNode start(Machine machine, String authority)
      throws IOException, InterruptedException {
    for (var folder : List.of("cacerts", "config", "host1/state", "host1/run", "host1/workloads")) {
      Files.createDirectories(machine.see(FOLDER + "/" + folder));
    }
    ok(machine.run("bash", "-c", AUTHORITIES, FOLDER + "/cacerts"));
    var settings =
        """
        trustDomain: %2$s
        dataDir: %1$s/data
        xds: {host: %3$s, port: 15012}
        api: {host: %3$s, port: 15014}
        configDirs: [%1$s/config]
        adminCredential: %1$s/credential.json
        serverNames: [%3$s]
        ca: %4$s
        """
            .formatted(FOLDER, TRUST_DOMAIN, TaskPlan.ADDRESSES.controlPlane(), authority);
    Files.writeString(machine.see(FOLDER + "/control-plane.yaml"), settings);
    var lateen = Lateen.on(machine).with("LATEEN_CREDENTIAL", FOLDER + "/credential.json");
    var plane = lateen.launch("control-plane", "--config", FOLDER + "/control-plane.yaml");
    plane.awaitWord("ready\n", START);
    return new TaskNode(machine, lateen, plane);
  }

  /** Starts the host's agent. */
  void startAgent() throws IOException, InterruptedException {
    Files.writeString(see("host1/token"), joinToken());
    var host = TaskPlan.ADDRESSES.host(1);
    Files.writeString(
        see("host1/agent.yaml"),
        """
        node: host1
        trustDomain: %2$s
        controlPlane: ["%3$s:15012"]
        controlPlaneCa: %1$s/api.pem
        joinTokenFile: %1$s/host1/token
        stateDir: %1$s/host1/state
        runDir: %1$s/host1/run
        workloadsDir: %1$s/host1/workloads
        envoy: %4$s
        dns: {address: %5$s, upstreams: ["%3$s:53"]}
        """
            .formatted(
                FOLDER,
                TRUST_DOMAIN,
                TaskPlan.ADDRESSES.controlPlane(),
                EnvoyBinary.underTest(),
                host));
    var launcher = Machine.HOME.resolve("lateen").toString();
    machine.launch(
        lateen.environment(),
        List.of(
            "nsenter",
            "--net=/run/netns/" + TaskPlan.NAMES.hostNamespace(1),
            launcher,
            "agent",
            "--config",
            FOLDER + "/host1/agent.yaml"));
  }

  /** A token with which the agent joins, from the API as any caller would ask for it. */
  private String joinToken() throws IOException, InterruptedException {
    var credential = JsonMapper.shared().readTree(see("credential.json").toFile());
    Files.writeString(see("api.pem"), credential.path("ca").asString(""));
    var url = credential.path("server").asString("") + "/lateen/v1/nodes/host1/join-tokens";
    var header = "Authorization: Bearer " + credential.path("token").asString("");
    var curl = List.of("curl", "-sS", "--cacert", FOLDER + "/api.pem", "-H", header, "-d", "{}");
    var words = new ArrayList<>(curl);
    words.addAll(List.of("-H", "Content-Type: application/json", url));
    var answer = machine.run(Map.of(), words);
    ok(answer);
    return JsonMapper.shared().readTree(answer.out()).path("token").asString("");
  }

  /** Tells the agent where a pod's network is. */
  void register(TaskPod pod) throws IOException, InterruptedException {
    var uid = uid(pod);
    var folder = see("host1/workloads");
    var next = folder.resolve(uid + ".new");
    Files.writeString(
        next,
        "{\"uid\":\"%s\",\"netns\":\"/run/netns/%s\"}".formatted(uid, pod.cable().namespace()));
    Files.move(next, folder.resolve(uid + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private String uid(TaskPod pod) throws IOException, InterruptedException {
    var read = lateen.run("get", "pod", pod.name(), "-n", pod.namespace(), "-o", "json");
    ok(read);
    return JsonMapper.shared().readTree(read.out()).path("metadata").path("uid").asString("");
  }

  /** What the administration of a pod's Envoy answers. */
  String admin(TaskPod pod, String path) throws IOException, InterruptedException {
    var socket = FOLDER + "/host1/run/" + uid(pod) + "/admin/admin.sock";
    return machine.run("curl", "-sS", "--unix-socket", socket, "http://envoy" + path).out();
  }

  /** A path below the folder, as this process reads it. */
  Path see(String path) {
    return machine.see(FOLDER + "/" + path);
  }

  /** Runs short commands on the machine. */
  static Commands commands(Machine machine, Path scratch) {
    return (argv, input) -> {
      try {
        var file = Files.writeString(Files.createTempFile(scratch, "in", ""), input);
        var line = new ArrayList<>(List.of("bash", "-c", "\"$@\" <\"$0\"", "" + file));
        line.addAll(argv);
        var outcome = machine.run(Map.of(), line);
        return new Commands.Outcome(outcome.exitCode(), outcome.out() + outcome.err());
      } catch (IOException e) {
        return new Commands.Outcome(-1, e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Commands.Outcome(-1, "interrupted");
      }
    };
  }

  static void ok(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }
}
