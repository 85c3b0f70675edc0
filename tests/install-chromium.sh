#!/bin/sh
# Installs what the browser tests need: Chromium, its WebDriver and a font with Cyrillic letters. Does nothing when the
# browser and the driver are on the PATH already, so it may be run as often as one likes.
set -eu

have() {
    command -v "$1" >/dev/null 2>&1
}

browser() {
    have chromium || have chromium-browser || have google-chrome
}

complete() {
    browser && have chromedriver
}

missing() {
    browser || echo "  - Chromium (chromium, chromium-browser or google-chrome)"
    have chromedriver || echo "  - chromedriver"
}

# What only the person at the keyboard can do.
give_up() {
    echo "install-chromium: $1" >&2
    echo "On the PATH there must be:" >&2
    missing >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        give_up "'$*' needs root, and there is no sudo."
    fi
}

if complete; then
    exit 0
fi

if have apt-get; then
    as_root apt-get update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        chromium chromium-driver fonts-dejavu-core ||
        give_up "apt-get found no packages chromium and chromium-driver. On Ubuntu they are a snap:
  sudo snap install chromium
whose driver is called chromium.chromedriver; link it as chromedriver."
elif have dnf; then
    give_up "install the packages with
  sudo dnf install chromium chromedriver dejavu-sans-fonts"
elif have brew; then
    give_up "install the casks with
  brew install --cask chromium chromedriver"
else
    give_up "no package manager that this script knows (apt-get); install Chromium and chromedriver by hand."
fi

complete || give_up "the packages are installed, but something is still missing."
