import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Lists nodes with fabric8's client. */
public class ListNodes {
  public static void main(String[] args) {
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      client.nodes().list().getItems().forEach(node -> System.out.println(node.getMetadata().getName()));
    }
  }
}
