# What electron-builder's own script leaves undone; it inserts these macros.

# The program's file cannot be opened for writing while it runs: no list of processes is needed to tell.
!macro tellRunning RESULT
  StrCpy ${RESULT} "no"
  ${if} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
    ClearErrors
    FileOpen $R9 "$INSTDIR\${APP_EXECUTABLE_FILENAME}" a
    ${if} ${Errors}
      StrCpy ${RESULT} "yes"
      ClearErrors
    ${else}
      FileClose $R9
    ${endif}
  ${endif}
!macroend

# Asks as the close button does, so that a run ends in good order; by itself it would be ended by force.
!macro customCheckAppRunning
  !insertmacro tellRunning $R0
  ${if} $R0 == "yes"
    MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "$(appRunning)" /SD IDOK IDOK askToClose
    SetErrorLevel 2
    Quit
    askToClose:
    nsExec::Exec '"$SYSDIR\taskkill.exe" /IM "${APP_EXECUTABLE_FILENAME}"'
    Pop $R1
    StrCpy $R1 0
    waitForEnd:
    Sleep 500
    !insertmacro tellRunning $R0
    IntOp $R1 $R1 + 1
    ${if} $R0 == "yes"
      ${if} $R1 < 20
        Goto waitForEnd
      ${endif}
      StrCpy $R1 0
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(appCannotBeClosed)" /SD IDCANCEL IDRETRY askToClose
      SetErrorLevel 2
      Quit
    ${endif}
  ${endif}
!macroend

!macro customInstall
  # By itself the program's path stands there without quotes: a path with a space would be torn.
  WriteRegStr SHELL_CONTEXT "Software\Classes\Sharemem.Recording\shell\open\command" "" '"$appExe" "%1"'
  # A copy of the installer, kept for an updater that there is not.
  RMDir /r "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
!macroend

# By itself the extension stays behind.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ReadRegStr $R0 SHELL_CONTEXT "Software\Classes\.sharemem" ""
    ${if} $R0 == "Sharemem.Recording"
      DeleteRegKey SHELL_CONTEXT "Software\Classes\.sharemem"
    ${endif}
  ${endif}
!macroend
