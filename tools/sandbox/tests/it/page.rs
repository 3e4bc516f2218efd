//! The page, without a browser.

mod bodies;
mod contrast;
mod customers;
mod dry_run;
mod exchanges;
mod markup;
mod posts;

use crate::server::{Response, Server};

const CUSTOMER: &str = "665a1f2c9b1e4a0012ab34cd";
const FIELDS: [(&str, &str); 2] = [("service", "salesive"), ("customer", CUSTOMER)];
const SEND: &str = "/sandbox/try";
const JUDGE: &str = "/sandbox/verdict";

impl Server {
    async fn get(&self, path: &str) -> Response {
        let request = http::Request::get(format!("{}{path}", self.base));
        self.send(request.body(Vec::new()).unwrap()).await
    }

    /// A page that is there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        text(&response)
    }

    /// What a form of the page carries.
    async fn form_token(&self) -> String {
        let page = self.page("/").await;
        let (_, after) = page.split_once("name=\"token\" value=\"").unwrap();
        after.split('"').next().unwrap().to_owned()
    }

    /// The form of the page, as a browser posts it.
    async fn form(&self, to: &str, action: &str, body: &[u8]) -> Response {
        self.form_of(to, action, &FIELDS, body).await
    }

    /// The form with these fields.
    async fn form_of(
        &self,
        to: &str,
        action: &str,
        fields: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        let token = self.form_token().await;
        self.post(to, &form(&token, action, fields, body)).await
    }

    /// The page that an update is answered with.
    async fn sent(&self, fields: &[(&str, &str)], body: &[u8]) -> String {
        let answer = self.form_of(SEND, "send", fields, body).await;
        self.page(answer.headers()["location"].to_str().unwrap())
            .await
    }

    /// What is found before an update is sent.
    async fn judged(&self, fields: &[(&str, &str)], body: &[u8]) -> String {
        text(&self.form_of(JUDGE, "", fields, body).await)
    }

    async fn post(&self, path: &str, form: &str) -> Response {
        let request = http::Request::post(format!("{}{path}", self.base));
        self.send(request.body(form.into()).unwrap()).await
    }
}

fn form(token: &str, action: &str, fields: &[(&str, &str)], body: &[u8]) -> String {
    let mut form = format!("token={token}&do={action}");
    for (name, value) in fields {
        form.push_str(&format!("&{name}={value}"));
    }
    form.push_str("&body=");
    body.iter()
        .for_each(|byte| form.push_str(&format!("%{byte:02X}")));
    form
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body().clone()).unwrap()
}
