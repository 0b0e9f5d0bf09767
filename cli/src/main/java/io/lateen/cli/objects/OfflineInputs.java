// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.client.DocumentSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The documents that commands without a control plane work on.
 *
 * @param sources texts with objects
 * @param settings settings of the mesh
 */
public record OfflineInputs(List<DocumentSource> sources, MeshSettings settings) {

  private static final String MESH_CONFIG = "--mesh-config";
  private static final String MESH_NETWORKS = "--mesh-networks";

  public OfflineInputs {
    sources = List.copyOf(sources);
  }

  /** Adds the options. */
  public static void describe(CommandSpec spec) {
    spec.addOption(
        Options.texts("PATH", "file, folder or - for stdin; may repeat", "-f", "--filename"));
    spec.addOption(Options.text("FILE", "settings of the mesh (MeshConfig)", MESH_CONFIG));
    spec.addOption(Options.text("FILE", "networks of the mesh (MeshNetworks)", MESH_NETWORKS));
  }

  /** Reads what the options name. */
  public static OfflineInputs read(ParseResult line, Shell shell) throws CommandException {
    return new OfflineInputs(sources(line, shell), settings(line, shell));
  }

  /** The objects alone. */
  public static List<DocumentSource> sources(ParseResult line, Shell shell)
      throws CommandException {
    return Inputs.read(Options.values(line, "-f"), shell);
  }

  /** The settings alone. */
  public static MeshSettings settings(ParseResult line, Shell shell) throws CommandException {
    return new MeshSettings(one(line, MESH_CONFIG, shell), one(line, MESH_NETWORKS, shell));
  }

  private static Optional<DocumentSource> one(ParseResult line, String option, Shell shell)
      throws CommandException {
    var name = Options.value(line, option);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(Inputs.read(List.of(name), shell).getFirst());
  }
}
