#!/bin/sh
# Assembles the distribution: native launcher, one jar, a Java runtime of its own, an AOT cache.
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

# copy FILE TO: leaves an equal file alone, because the cache remembers the time stamp of the jar.
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

# One jar of the program and its libraries, with their licences. The native parts of jffi and Conscrypt
# are unpacked once here instead of at every start: a daemon may have no /tmp that it can execute from.
jars=$module/target/upkeep.jar
asm=
IFS=:
for jar in $class_path; do
    case $jar in
        *-native.jar)
            if stale "${jar##*/}" "$jar" || [ ! -e "$out/lib/libjffi-1.2.so" ]; then
                case $(uname -m) in
                    x86_64) native=jni/x86_64-Linux ;;
                    aarch64) native=jni/aarch64-Linux ;;
                    *) echo "assemble: no native library known for $(uname -m)" >&2; exit 1 ;;
                esac
                rm -rf "$stamps/native"
                mkdir "$stamps/native"
                (cd "$stamps/native" && "$java_home/bin/jar" xf "$jar" "$native")
                strip --strip-unneeded "$stamps/native/$native"/*.so
                cp -f "$stamps/native/$native"/*.so "$out/lib/"
                printf %s "$jar" >"$stamps/${jar##*/}"
            fi
            ;;
        */conscrypt-openjdk-uber-*.jar)
            if stale "${jar##*/}" "$jar"; then
                rm -rf "$stamps/native"
                mkdir "$stamps/native"
                (cd "$stamps/native" && "$java_home/bin/jar" xf "$jar" META-INF/native)
                rm -f "$out"/lib/libconscrypt_openjdk_jni-*.so
                # Of version 2.5.2 there is one for x86-64 alone; elsewhere the JDK does the checks.
                for native in "$stamps/native/META-INF/native/"*-linux-"$(uname -m)".so; do
                    [ ! -e "$native" ] || cp -f "$native" "$out/lib/"
                done
                printf %s "$jar" >"$stamps/${jar##*/}"
            fi
            jars=$jars:$jar
            ;;
        *.jar)
            case ${jar##*/} in asm-[0-9]*) asm=$jar ;; esac
            jars=$jars:$jar
            ;;
    esac
done
# shellcheck disable=SC2086 # separated by colons
jar_key=$(cat "$module"/src/build/*.java "$java_home/release" $jars | sha256sum)
if stale jar "$jar_key" || [ ! -e "$out/lib/upkeep.jar" ] || [ ! -d "$out/legal" ]; then
    rm -rf "$out"/lib/*.jar "$out/legal"
    mkdir "$out/legal"
    # shellcheck disable=SC2086
    "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$asm" "$module/src/build/MergeJars.java" \
        "$stamps/upkeep.jar" "$out/legal" $jars
    copy "$stamps/upkeep.jar" "$out/lib/upkeep.jar"
    cp "$module"/src/dist/legal/* "$out/legal/"
    printf %s "$jar_key" >"$stamps/jar"
fi
unset IFS

# The runtime image: the virtual machine and the few modules that the program uses, without what only
# developers need and without East Asian character sets (the launcher makes Java use UTF-8). Its own
# archives of classes would never be used beside our cache.
# Without libsimdsort the virtual machine sorts numbers with its own code; we sort few.
left_out=/java.base/java/lang/uniName.dat
for charset in Big5 EUC_ GB18030 GBK HKSCS IBM JIS_X_0 Johab MS9 PCK SJIS; do
    left_out="$left_out,/java.base/sun/nio/cs/$charset*"
done
runtime_key="$runtime_modules $left_out stripped without-simdsort $(cat "$java_home/release")"
if stale runtime "$runtime_key" || [ ! -x "$out/runtime/bin/java" ]; then
    command -v strip >/dev/null || { echo "assemble: strip is missing (Debian: binutils)" >&2; exit 1; }
    rm -rf "$out/runtime"
    "$java_home/bin/jlink" --add-modules "$runtime_modules" --output "$out/runtime" --vm server \
        --compress zip-9 --strip-java-debug-attributes --no-header-files --no-man-pages \
        --dedup-legal-notices error-if-not-same-content \
        --exclude-files '**/classlist,**/jrt-fs.jar,**/jexec,**/bin/keytool,**/bin/jwebserver,**/libsimdsort.so' \
        --exclude-resources "$left_out" >/dev/null
    find "$out/runtime/lib" -name '*.so' -exec strip --strip-unneeded {} +
    printf %s "$runtime_key" >"$stamps/runtime"
fi

# The cache: classes loaded, linked and initialised on the real start path. G1 and Serial share it. ZGC
# cannot use its objects; a cache of its own would be a third of the whole distribution.
cache_key="$runtime_key $jar_key $(cat "$out/lib/java.options" "$module"/src/build/train.sh | sha256sum)"
if stale cache "$cache_key" || [ ! -e "$out/lib/upkeep.aot" ]; then
    rm -f "$out"/lib/*.aot
    sh "$module/src/build/train.sh" "$out"
    printf %s "$cache_key" >"$stamps/cache"
fi
