#!/bin/sh
# Assembles the distribution: native launcher, jars, a Java runtime of its own, AOT caches.
# Each part is made again only when something it is made from has changed.
#
#   assemble.sh JAVA_HOME MODULE_DIR CLASS_PATH
#
# MODULE_DIR is the module `app`; its target/upkeep becomes the distribution. CLASS_PATH holds the
# jars that the program needs at run time, separated by colons.
set -eu

java_home=$1
module=$2
class_path=$3
out=$module/target/upkeep
stamps=$module/target/assemble
runtime_modules=java.base,jdk.unsupported,java.logging,java.management,jdk.httpserver,java.net.http

mkdir -p "$out/bin" "$out/lib" "$stamps"

# copy FILE TO: leaves an equal file alone, because the caches remember the time stamps of the jars.
copy() {
    cmp -s "$1" "$2" || cp -f "$1" "$2"
}

# stale NAME VALUE: true when NAME was not made from VALUE.
stale() {
    [ ! -e "$stamps/$1" ] || [ "$(cat "$stamps/$1")" != "$2" ]
}

# The launcher, and the names it is called by.
native_key=$(cat "$module"/src/native/* "$java_home/include/jni.h" | sha256sum)
if stale launcher "$native_key" || [ ! -e "$out/bin/upkeep" ]; then
    command -v gcc >/dev/null || { echo "assemble: gcc is missing (Debian: gcc libc6-dev)" >&2; exit 1; }
    (cd "$module/src/native" && gcc -std=gnu17 -O2 -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -fPIE -pie -s \
        -fstack-protector-strong -Wl,-z,relro,-z,now -Wall -Wextra -Wshadow -Werror \
        -I"$java_home/include" -I"$java_home/include/linux" -o "$stamps/upkeep" ./*.c)
    rm -f "$out/bin/upkeep" # it may be running
    cp "$stamps/upkeep" "$out/bin/upkeep"
    printf %s "$native_key" >"$stamps/launcher"
fi
for name in keepalived genhash; do ln -sf upkeep "$out/bin/$name"; done
copy "$module/src/dist/lib/java.options" "$out/lib/java.options"

# Jars. The native part of jffi is unpacked once here instead of at every start; our own jars lose the
# call sites that a start would have to link.
own=$module/target/upkeep.jar
asm=
wanted=' upkeep.jar '
IFS=:
for jar in $class_path; do
    name=${jar##*/}
    case $jar in
        *-native.jar)
            if stale "$name" "$jar" || [ ! -e "$out/lib/libjffi-1.2.so" ]; then
                case $(uname -m) in
                    x86_64) native=jni/x86_64-Linux ;;
                    aarch64) native=jni/aarch64-Linux ;;
                    *) echo "assemble: no native library known for $(uname -m)" >&2; exit 1 ;;
                esac
                rm -rf "$stamps/native"
                mkdir "$stamps/native"
                (cd "$stamps/native" && "$java_home/bin/jar" xf "$jar" "$native")
                cp -f "$stamps/native/$native"/*.so "$out/lib/"
                printf %s "$jar" >"$stamps/$name"
            fi
            ;;
        */target/*.jar)
            own="$own:$jar"
            wanted="$wanted$name "
            ;;
        *.jar)
            case $name in asm-[0-9]*) asm=$jar ;; esac
            copy "$jar" "$out/lib/$name"
            wanted="$wanted$name "
            ;;
    esac
done
own_key=$(cat $own "$module/src/build/PlainCallSites.java" "$java_home/release" | sha256sum)
if stale own-jars "$own_key"; then
    "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$asm" \
        "$module/src/build/PlainCallSites.java" "$out/lib" $own
    printf %s "$own_key" >"$stamps/own-jars"
fi
unset IFS
for jar in "$out"/lib/*.jar; do
    case $wanted in *" ${jar##*/} "*) ;; *) rm -f "$jar" ;; esac
done

# The runtime image: the virtual machine and the few modules that the program uses.
runtime_key="$runtime_modules $(cat "$java_home/release")"
if stale runtime "$runtime_key" || [ ! -x "$out/runtime/bin/java" ]; then
    rm -rf "$out/runtime"
    "$java_home/bin/jlink" --add-modules "$runtime_modules" --output "$out/runtime" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --vm server \
        --generate-cds-archive >/dev/null
    printf %s "$runtime_key" >"$stamps/runtime"
fi

# The caches: classes loaded, linked and profiled on the real start path, one for each collector.
caches_key="$runtime_key $(cat "$out/lib/java.options" "$module"/src/build/train.sh "$out"/lib/*.jar | sha256sum)"
if stale caches "$caches_key" || [ ! -e "$out/lib/upkeep-g1.aot" ]; then
    sh "$module/src/build/train.sh" "$out"
    printf %s "$caches_key" >"$stamps/caches"
fi
