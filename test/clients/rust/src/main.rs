//! Lists nodes with kube-rs.
use k8s_openapi::api::core::v1::Node;
use kube::{api::ListParams, Api, Client, ResourceExt};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::try_default().await?;
    for node in Api::<Node>::all(client).list(&ListParams::default()).await? {
        println!("{}", node.name_any());
    }
    Ok(())
}
