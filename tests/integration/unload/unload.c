/* SPDX-License-Identifier: MIT */
/*
 * A program that knows of Winsock only through a plug-in of its own: it opens the library, uses it in a
 * thread, closes it again, and goes on living; the thread ends later. A stand-in for hosts of plug-ins, which
 * close what they opened.
 */
#include <winsock2.h>

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static void* library;
static sem_t used, closed;

static void* use(void* unused) {
  int(WSAAPI * startup)(WORD, LPWSADATA) = (int (*)(WORD, LPWSADATA))dlsym(library, "WSAStartup");
  SOCKET(WSAAPI * make)(int, int, int) = (SOCKET(*)(int, int, int))dlsym(library, "WS_socket");
  int(WSAAPI * destroy)(SOCKET) = (int (*)(SOCKET))dlsym(library, "closesocket");
  int(WSAAPI * cleanup)(void) = (int (*)(void))dlsym(library, "WSACleanup");
  WSADATA data;
  if (startup(MAKEWORD(2, 2), &data) != 0) return library;
  if (destroy(make(AF_INET, SOCK_STREAM, 0)) != 0 || cleanup() != 0) return library;
  sem_post(&used);
  sem_wait(&closed);
  return unused;
}

int main(int count, char** arguments) {
  pthread_t thread;
  void* result = NULL;
  if (count != 2 || (library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL)) == NULL) return 2;
  sem_init(&used, 0, 0);
  sem_init(&closed, 0, 0);
  if (pthread_create(&thread, NULL, use, NULL) != 0) return 3;
  sem_wait(&used);
  dlclose(library);
  sem_post(&closed);
  pthread_join(thread, &result);
  puts(result == NULL ? "the thread ended" : "a call failed");
  return result != NULL;
}
