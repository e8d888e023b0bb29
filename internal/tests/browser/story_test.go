// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package browser

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// story is a first use: a shell, a browser, and what a person carries from one to
// the other.
type story struct {
	*tab
	sandbox *sandbox
	shell   *shell

	clientID, clientSecret, jwt string
}

// told counts the steps of the story that went well.
var told, steps int

func TestMain(m *testing.M) {
	exitCode := m.Run()
	fmt.Printf("browser: %d of %d steps\n", told, steps)
	os.Exit(exitCode)
}

// TestFirstUse runs from make sandbox to a proved grant, and on to drift. Every
// step needs those before it, so that the first failure ends the story.
func TestFirstUse(t *testing.T) {
	s := &story{sandbox: startSandbox(t)}
	all := []struct {
		name string
		tell func(*story)
	}{
		{"the start page says what to do", (*story).readStartPage},
		{"the first apply prints a link", (*story).applyFirst},
		{"the link opens the form for an app, filled in", (*story).openRegistration},
		{"the Tab key leads through the form in its order", (*story).walkThroughRegistration},
		{"what is missing is said, and the focus is led there", (*story).submitIncomplete},
		{"the keyboard alone creates the app", (*story).createApp},
		{"the second apply proves the app and prints the next link", (*story).applySecond},
		{"the link opens the form for a JWT, with the app chosen", (*story).openCredential},
		{"the keyboard alone creates the JWT", (*story).createCredential},
		{"the third apply proves the grant", (*story).applyThird},
		{"the other pages show what there is", (*story).readOtherPages},
		{"a scope that is taken away in the Console is drift", (*story).causeDrift},
		{"the scope is given back, and the plan is empty", (*story).repairDrift},
		{"destroy leaves what only a person can delete", (*story).destroy},
	}
	steps = len(all)
	s.tab = openTab(t)
	s.shell = newShell(t, "examples/complete", s.sandbox.environment)
	for _, line := range s.sandbox.environment {
		switch name, value, _ := strings.Cut(line, "="); {
		case strings.Contains(name, "SECRET"), strings.Contains(name, "JWT"):
			s.hide(value)
		case strings.Contains(name, "CONFIG_FILE"):
			s.masks[value] = "~/terraform-provider-ringcentral/build/dev.tfrc"
		}
	}
	for _, step := range all {
		fmt.Printf("%2d. %s\n", told+1, step.name)
		step.tell(s)
		if t.Failed() {
			s.screenshot("failure")
			t.Fatalf("it stopped at: %s", step.name)
		}
		told++
	}
}

func (s *story) readStartPage() {
	s.open(s.sandbox.url+"/", "h1")
	lines := evaluate[string](s.tab, `document.querySelector("pre").textContent`)
	if lines != strings.Join(s.sandbox.environment, "\n") {
		s.t.Error("the start page shows other lines than make sandbox prints")
	}
	s.wantText("cd examples/complete\nterraform apply\nterraform output -raw next_step")
	s.mustBeAccessible()
	s.screenshot("start")
	s.illustrate("sandbox", 1000)
}

func (s *story) applyFirst() { s.shell.mustRun("terraform apply -auto-approve -no-color", 0) }

var link = regexp.MustCompile(`https?://\S+`)

// followLink opens the link in terraform output next_step.
func (s *story) followLink(awaited chromedp.CSS) (nextStep string) {
	s.t.Helper()
	nextStep = s.shell.mustRun("terraform output -raw next_step", 0)
	found := link.FindString(nextStep)
	if !strings.HasPrefix(found, s.sandbox.url+"/") {
		s.t.Fatalf("next_step holds no link to the Console: %s", nextStep)
	}
	s.open(found, awaited)
	return nextStep
}

func (s *story) wantText(text string) {
	s.t.Helper()
	if shown := evaluate[string](s.tab, `document.body.innerText`); !strings.Contains(shown, text) {
		s.t.Errorf("the page does not say %q:\n%s", text, shown)
	}
}

func (s *story) openRegistration() {
	s.followLink("#name")
	for _, want := range []control{
		{role: "textbox", name: "App Name", value: "Orders notifier", required: true, description: "from Terraform 1 to 64 characters. For your organization only."},
		{role: "textbox", name: "App Description", value: "Sends order updates by SMS from the ERP.", required: true, description: "from Terraform 20 to 256 characters."},
		{role: "combobox", name: "Primary Contact", value: "Example Admin (admin@example.com)", description: "A developer of your organization."},
		{role: "button", name: "Create"},
	} {
		if got := s.control(want.role, want.name); got != want {
			s.t.Errorf("the page has %+v, want %+v", got, want)
		}
	}
	want := []string{
		"JWT auth flow from Terraform", "No", "ReadCallLog from Terraform", "SMS from Terraform",
		"This app is private and will only be callable using credentials from the same RingCentral account. from Terraform",
	}
	if got := s.checked(); !slices.Equal(got, want) {
		s.t.Errorf("chosen are %q, want %q", got, want)
	}
	s.mustBeAccessible()
	s.screenshot("create-app")
	s.illustrate("create-app", 1200)
}

// walkThroughRegistration begins where a page begins: the first stop leads past the
// navigation. A group of radio buttons is one stop, at the chosen one.
func (s *story) walkThroughRegistration() {
	want := []string{"Skip to the content", "Start", "Apps", "Credentials", "Users", "Roles", "name", "description", "contact", "promote", "jwt", "no"}
	passed := s.tabTo("Create")
	if len(passed) < len(want) || !slices.Equal(passed[:len(want)], want) {
		s.t.Errorf("the Tab key leads to %q, want first %q", passed, want)
	}
	if last := passed[len(passed)-1]; last != "access" {
		s.t.Errorf("before the button the focus is on %q, want the access", last)
	}
}

func (s *story) submitIncomplete() {
	s.press(kb.Enter)
	s.do(chromedp.WaitVisible(chromedp.CSS("#error")))
	if at := s.focused(); at != "error" {
		s.t.Errorf("the focus is on %q, want the message", at)
	}
	if title := evaluate[string](s.tab, "document.title"); !strings.HasPrefix(title, "Error: ") {
		s.t.Errorf("the title is %q", title)
	}
	if got := evaluate[string](s.tab, `document.querySelector("#error ul").innerText`); got != "Say whether the app is to be promoted in the App Gallery." {
		s.t.Errorf("the message says %q", got)
	}
	if name := s.control("textbox", "App Name"); name.value != "Orders notifier" || !strings.HasPrefix(name.description, "from Terraform") {
		s.t.Errorf("what the link asked for is lost: %+v", name)
	}
	s.mustBeAccessible()
	s.screenshot("create-app-problem")
}

func (s *story) createApp() {
	// The message is a link to the question. The arrow keys answer it.
	s.press(kb.Tab, kb.Enter)
	if at := s.focused(); at != "promote" {
		s.t.Fatalf("the message leads to %q, want the question", at)
	}
	s.press(kb.ArrowDown)
	if answers := s.checked(); answers[0] != "No" {
		s.t.Errorf("the arrow key did not answer the first question: %q", answers)
	}
	s.tabTo("Create")
	s.press(kb.Enter)
	s.do(chromedp.WaitVisible(chromedp.CSS("#client-id")))
	s.clientID = s.control("textbox", "Client ID").value
	s.clientSecret = s.control("textbox", "Client Secret").value
	if len(s.clientID) < 16 || len(s.clientSecret) < 16 {
		s.t.Fatal("the page shows no Client ID or no Client Secret")
	}
	s.hide(s.clientSecret)
	s.wantText("export TF_VAR_orders_client_id=" + s.clientID)
	s.mustBeAccessible()
	s.screenshot("app-created")
	s.illustrate("app-created", 720)
}

func (s *story) applySecond() {
	s.shell.write("terraform.tfvars", fmt.Sprintf("orders_client_id = %q\n", s.clientID))
	s.shell.paste("export ORDERS_CLIENT_SECRET=" + s.clientSecret)
	s.shell.mustRun("terraform apply -auto-approve -no-color", 0)
}

func (s *story) openCredential() {
	if next := s.followLink("#label"); !strings.Contains(next, "orders-notifier") {
		s.t.Errorf("next_step does not say the label: %s", next)
	}
	want := []string{"Only specific apps of my choice", "Orders notifier " + s.clientID + " from Terraform"}
	if got := s.checked(); !slices.Equal(got, want) {
		s.t.Errorf("chosen are %q, want %q", got, want)
	}
	if owner, label := s.control("combobox", "Signed in as"), s.control("textbox", "Label"); owner.value != "Choose" || label.value != "" {
		s.t.Errorf("the form decides what only a person can: %+v, %+v", owner, label)
	}
	s.mustBeAccessible()
	s.screenshot("create-jwt")
	s.illustrate("create-jwt", 1040)
}

func (s *story) createCredential() {
	s.tabTo("owner_id")
	s.press("O", "r", "d", "e", "r", "s")
	if owner := s.control("combobox", "Signed in as"); !strings.HasPrefix(owner.value, "Orders Notifier (orders-notifier@example.com") {
		s.t.Fatalf("signed in is %+v", owner)
	}
	s.tabTo("label")
	s.do(chromedp.KeyEvent("orders-notifier"))
	s.tabTo("Create JWT")
	s.press(kb.Enter)
	s.do(chromedp.WaitVisible(chromedp.CSS("#jwt")))
	s.jwt = strings.TrimSpace(s.control("textbox", "JWT").value)
	if strings.Count(s.jwt, ".") != 2 {
		s.t.Fatal("the page shows no JWT")
	}
	s.hide(s.jwt)
	s.mustBeAccessible()
	s.screenshot("jwt-created")
}

func (s *story) applyThird() {
	s.shell.paste("export ORDERS_JWT=" + s.jwt)
	s.shell.mustRun("terraform apply -auto-approve -no-color", 0)
	if grant := s.shell.mustRun("terraform output -json grant", 0); !strings.Contains(grant, `"status":"valid"`) {
		s.t.Errorf("the grant is not proved: %s", grant)
	}
	s.shell.mustRun("terraform plan -detailed-exitcode -no-color", 0)
}

func (s *story) readOtherPages() {
	for _, page := range []struct{ path, text, picture string }{
		{"/", "readExtension", "start-later"},
		{"/console/apps", "Orders notifier", "apps"},
		{"/console/my-credentials", "orders-notifier", "credentials"},
		{"/console/apps/unknown", "There is no app", "unknown-app"},
		{"/console/nowhere", "Page not found", "not-found"},
		{"/portal/users", "orders-notifier@example.com", "users"},
		{"/portal/roles", "Orders notifier", "roles"},
	} {
		s.open(s.sandbox.url+page.path, "h1")
		s.wantText(page.text)
		s.mustBeAccessible()
		s.screenshot(page.picture)
	}
}

// toggleSMS changes the scope of the app in its settings.
func (s *story) toggleSMS() {
	s.t.Helper()
	s.open(s.sandbox.url+"/console/apps/"+s.clientID, "h1")
	s.mustBeAccessible()
	s.tabTo("SMS")
	s.press(" ")
	s.tabTo("save")
	s.press(kb.Enter)
	s.do(chromedp.WaitVisible(chromedp.CSS("#notice")))
	s.mustBeAccessible()
}

func (s *story) causeDrift() {
	s.toggleSMS()
	if s.control("checkbox", "SMS").checked {
		s.t.Error("the app still has the scope")
	}
	s.screenshot("app-settings")
	if plan := s.shell.mustRun("terraform plan -detailed-exitcode -no-color", 2); !strings.Contains(plan, "The app lacks scopes: SMS") {
		s.t.Errorf("the plan does not say what is missing:\n%s", plan)
	}
}

func (s *story) repairDrift() {
	s.toggleSMS()
	s.shell.mustRun("terraform plan -detailed-exitcode -no-color", 0)
}

func (s *story) destroy() {
	s.shell.mustRun("terraform destroy -auto-approve -no-color", 0)
	s.open(s.sandbox.url+"/console/apps", "h1")
	s.wantText("Orders notifier")
}
