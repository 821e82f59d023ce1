#!/bin/sh
# Chromium for the journeys: Debian's, installed when this user may; else says so in a line.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium here and no right to install it: the browser journeys will be skipped" \
        "(Debian: sudo apt-get install chromium)."
    exit 0
fi
echo "Installing Debian's Chromium for the browser journeys …"
mkdir -p var/log
export DEBIAN_FRONTEND=noninteractive
install="apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core"
if $install >var/log/apt.log 2>&1 || { apt-get update -qq && $install; } >>var/log/apt.log 2>&1
then
    echo "Chromium is installed."
else
    echo "Chromium could not be installed (var/log/apt.log): the browser journeys will be skipped."
fi
